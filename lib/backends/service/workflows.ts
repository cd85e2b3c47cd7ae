import { findModel } from "@/db/queries/backends";
import { requireAdministrator } from "@/lib/admin/policy";
import { secondMs } from "@/lib/clock";
import { AppError } from "@/lib/errors";
import { findProvider } from "@/lib/providers";
import { findNetwork, openBackend } from "@/lib/providers/configured";
import { ProviderError, WorkflowProblem } from "@/lib/providers/define";
import type { Viewer } from "@/lib/viewer";
import type { ProblemDto, WorkflowDto, WorkflowInput } from "../schema";

const checkMs = 20 * secondMs;

/**
 * Reads a pasted workflow, suggests where its placeholders go, and holds it against what the model's backend has.
 *
 * @throws AppError `not_found`, `invalid` with what is wrong in words under `workflow`
 */
export async function readWorkflow(viewer: Viewer, { modelId, workflow }: WorkflowInput): Promise<WorkflowDto> {
  requireAdministrator(viewer);
  const found = await findModel(modelId);
  const workflows = found && findProvider(found.backend.kind)?.workflows;
  if (!workflows) throw new AppError("invalid", { fields: { modelId: ["This model's backend knows no workflows."] } });
  const { workflow: read, suggestions } = orUnfit(() => {
    const suggested = workflows.suggest(workflows.read(workflow));
    workflows.require(suggested.workflow);
    return suggested;
  });
  const problems = await problemsOf(read, found);
  return { workflow: JSON.stringify(read, null, 2), suggestions, takesImage: workflows.takesImage(read), problems };
}

/** The workflow that a style keeps. @throws AppError `invalid` */
export function requireWorkflow(backendKind: string, text: string): Record<string, unknown> {
  const workflows = findProvider(backendKind)?.workflows;
  if (!workflows) throw unfit("This backend knows no workflows.");
  return orUnfit(() => {
    const workflow = workflows.read(text);
    workflows.require(workflow);
    return workflow;
  });
}

async function problemsOf(
  workflow: Record<string, unknown>,
  { model, backend }: NonNullable<Awaited<ReturnType<typeof findModel>>>,
): Promise<ProblemDto[]> {
  try {
    const { provider, config } = openBackend(backend);
    const outgoing = { signal: AbortSignal.timeout(checkMs), network: await findNetwork() };
    return (await provider.workflows?.check(workflow, model.name, config, outgoing)) ?? [];
  } catch (error) {
    if (error instanceof ProviderError) return [{ code: error.reason, words: error.options.adminDetail, values: {} }];
    // Its time was up: the backend answers, but too slowly to be asked about every node.
    if (error instanceof DOMException && error.name === "TimeoutError") {
      return [{ code: "unreachable", words: `It did not answer within ${checkMs / secondMs} s.`, values: {} }];
    }
    throw error;
  }
}

function orUnfit<T>(work: () => T): T {
  try {
    return work();
  } catch (error) {
    if (error instanceof WorkflowProblem) throw unfit(error.message, error);
    throw error;
  }
}

function unfit(words: string, cause?: unknown): AppError {
  return new AppError("invalid", { words, fields: { workflow: [words] }, cause });
}

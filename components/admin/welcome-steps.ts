/** The steps that lead a new administrator through the house. */
export const welcomeSteps = ["name", "address", "mail", "people", "backend", "legal"] as const;
export type WelcomeStep = (typeof welcomeSteps)[number] | "done";

/** The step an address names; the first when it names none. */
export function stepOf(given: unknown): WelcomeStep {
  return [...welcomeSteps, "done" as const].find((step) => step === given) ?? "name";
}

export function stepAfter(step: WelcomeStep): WelcomeStep {
  const [, ...later] = welcomeSteps;
  const at = step === "done" ? later.length : welcomeSteps.indexOf(step);
  return later[at] ?? "done";
}

export function addressOfStep(step: WelcomeStep): string {
  return `/admin/welcome?step=${step}`;
}

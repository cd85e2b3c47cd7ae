/**
 * @typedef {object} Count
 * @property {number} passed
 * @property {number} failed a test that did not run counts as failed: nothing is left out in silence
 */

/**
 * Counts a Vitest JSON report.
 *
 * @param {{ testResults: { status: string, assertionResults: { status: string }[] }[] } | null} report
 * @param {number} status of the process
 * @returns {Count}
 */
export function countVitest(report, status) {
  const files = report?.testResults ?? [];
  const tests = files.flatMap((file) => file.assertionResults);
  const passed = tests.filter((test) => test.status === "passed").length;
  // A file that fails as a whole, before or after its tests, has no failed test of its own.
  const brokenFiles = files.filter(
    (file) => file.status === "failed" && file.assertionResults.every((test) => test.status === "passed"),
  ).length;
  return atLeastOneFailure({ passed, failed: tests.length - passed + brokenFiles }, status);
}

/**
 * Counts a Playwright JSON report.
 *
 * @param {{ stats: Record<string, number>, errors: unknown[] } | null} report
 * @param {number} status of the process
 * @returns {Count}
 */
export function countPlaywright(report, status) {
  const { expected = 0, unexpected = 0, flaky = 0, skipped = 0 } = report?.stats ?? {};
  return atLeastOneFailure({ passed: expected, failed: unexpected + flaky + skipped }, status);
}

/** A program without a report: passed or failed. */
export function countProgram(status) {
  return status === 0 ? { passed: 1, failed: 0 } : { passed: 0, failed: 1 };
}

// A runner that ends badly or finds nothing to run has failed, whatever its report says.
function atLeastOneFailure({ passed, failed }, status) {
  const bad = status !== 0 || passed + failed === 0;
  return { passed, failed: bad ? Math.max(failed, 1) : failed };
}

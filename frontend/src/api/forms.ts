import type { ProblemError } from './problem';

/** Puts the server's refusal of single fields onto a form: `form.setErrors(fieldErrors(...))`. */
export function fieldErrors(
  problem: ProblemError,
  say: (code: string, field: string) => string,
): Record<string, string> {
  return Object.fromEntries(
    Object.entries(problem.fields).map(([field, code]) => [field, say(code, field)]),
  );
}

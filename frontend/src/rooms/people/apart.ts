/** Pairs of roles that one person may not combine, as the server lists them. */
export type Pairs = readonly (readonly string[])[];

/** Which of the `chosen` roles keep `role` from being chosen as well. */
export function keepers(role: string, chosen: readonly string[], pairs: Pairs): string[] {
  return pairs
    .filter((pair) => pair.includes(role))
    .flatMap((pair) => pair.filter((other) => other !== role && chosen.includes(other)));
}

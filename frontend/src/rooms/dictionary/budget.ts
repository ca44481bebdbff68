/**
 * How many of 100 guesses whether one person was counted can be right at most, for somebody who would
 * otherwise toss a coin and has seen every figure of a year that costs `rho`.
 *
 * Two sets of data that differ in a person tell figures whose Kullback-Leibler divergence is at most
 * rho (Bun and Steinke 2016), so whose total variation is at most sqrt(rho / 2) (Pinsker).
 */
export function rightGuesses(rho: number): number {
  const apart = Math.min(1, Math.sqrt(rho / 2));
  return Math.ceil(50 * (1 + apart));
}

/** Up to here whole numbers, and the sum of two products of them, are exact in a double. */
const EXACT = 2 ** 53
/** A difference that is at least this share of what it is the difference of is right to twelve digits. */
const CLEAR = 1e-3

/**
 * Twice the area of the triangle a, b, c of whole numbers: positive where c is on the left of a → b, zero only where the
 * three are on one line. The sign is always right, the value to twelve digits.
 */
export function orientation(ax: number, ay: number, bx: number, by: number, cx: number, cy: number): number {
  const left = (bx - ax) * (cy - ay)
  const right = (by - ay) * (cx - ax)
  const turn = left - right
  const size = Math.abs(left) + Math.abs(right)
  if (size < EXACT || Math.abs(turn) > size * CLEAR) return turn
  return Number(exactOrientation(ax, ay, bx, by, cx, cy))
}

/** The same, to the last digit. */
export function exactOrientation(ax: number, ay: number, bx: number, by: number, cx: number, cy: number): bigint {
  return BigInt(bx - ax) * BigInt(cy - ay) - BigInt(by - ay) * BigInt(cx - ax)
}

/** Whether c, which is on the line of a and b, is between them and neither of them. */
export function isBetween(ax: number, ay: number, bx: number, by: number, cx: number, cy: number): boolean {
  return ax !== bx ? (cx - ax) * (cx - bx) < 0 : (cy - ay) * (cy - by) < 0
}

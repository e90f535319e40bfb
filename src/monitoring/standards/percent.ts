import { Exact } from '../../platform/exact.ts'

/** Percent with one decimal, rounded half to even; of nothing there is none. */
export const percentOf = (part: number, whole: number): string | null =>
  whole === 0
    ? null
    : Exact.of(part * 100)
        .over(whole)
        .roundedHalfEven(1)
        .toText()

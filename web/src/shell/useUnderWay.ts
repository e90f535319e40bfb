import { useRef } from 'react'

/**
 * What a person has begun and the server has not answered: who takes the last of it back with a quick hand means that,
 * and not what was said before it.
 */
export function useUnderWay() {
  const begun = useRef<Promise<unknown>>(Promise.resolve())
  const underWay = useRef({
    /** Counts an act among what is under way until it ends, well or not. */
    noted<Outcome>(act: Promise<Outcome>): Promise<Outcome> {
      begun.current = Promise.allSettled([begun.current, act])
      return act
    },
    /** Ends with all that was begun by now. */
    async settled(): Promise<void> {
      await begun.current
    },
  })
  return underWay.current
}

import { useState } from 'react'
import type { Commitment } from '../../../../src/plan/schemas.ts'
import type { PickedSpan } from './SpanPicker.tsx'

interface Picking {
  id: string
  done: (picked: PickedSpan | undefined) => void
}

/** Lets whoever edits a commitment wait for the words that a person selects on the page; undefined when they leave it. */
export function useSpanPick(makeWay: (item: Commitment) => void) {
  const [picking, setPicking] = useState<Picking>()
  const pick = (item: Commitment) => {
    makeWay(item)
    return new Promise<PickedSpan | undefined>((resolve) => {
      const done: Picking['done'] = (picked) => {
        setPicking(undefined)
        resolve(picked)
      }
      setPicking({ id: item.id, done })
    })
  }
  return { picking, pick }
}

import { useReducer } from 'react'
import { begun, redone, type Steps, stepped, undone } from './history.ts'
import type { DraftModel } from './model.ts'

type Act =
  | { kind: 'change'; change: (model: DraftModel) => DraftModel; tag: string | null }
  | { kind: 'undo' }
  | { kind: 'redo' }

function reduce(steps: Steps<DraftModel>, act: Act): Steps<DraftModel> {
  switch (act.kind) {
    case 'change':
      return stepped(steps, act.change(steps.present), act.tag)
    case 'undo':
      return undone(steps)
    case 'redo':
      return redone(steps)
  }
}

export type Change = (change: (model: DraftModel) => DraftModel, tag?: string | null) => void

/** An agreement that is being written, with every step of it. */
export function useDraft(first: DraftModel) {
  const [steps, act] = useReducer(reduce, first, begun)
  return {
    model: steps.present,
    canUndo: steps.past.length > 0,
    canRedo: steps.future.length > 0,
    change: ((change, tag = null) => act({ kind: 'change', change, tag })) as Change,
    undo: () => act({ kind: 'undo' }),
    redo: () => act({ kind: 'redo' }),
  }
}

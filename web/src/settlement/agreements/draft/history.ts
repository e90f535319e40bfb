/** What was written, step by step, so that each can be taken back. */
export interface Steps<State> {
  past: readonly State[]
  present: State
  future: readonly State[]
  /** Of what the last step was: typing on in one field is one step. */
  tag: string | null
}

const MOST_STEPS = 200

export const begun = <State>(present: State): Steps<State> => ({ past: [], present, future: [], tag: null })

/** A step further. Another change under the same tag belongs to the step before. */
export function stepped<State>(steps: Steps<State>, present: State, tag: string | null = null): Steps<State> {
  if (tag !== null && tag === steps.tag) return { ...steps, present, future: [] }
  return { past: [...steps.past, steps.present].slice(-MOST_STEPS), present, future: [], tag }
}

export function undone<State>(steps: Steps<State>): Steps<State> {
  const present = steps.past.at(-1)
  if (present === undefined) return steps
  return { past: steps.past.slice(0, -1), present, future: [steps.present, ...steps.future], tag: null }
}

export function redone<State>(steps: Steps<State>): Steps<State> {
  const [present, ...future] = steps.future
  if (present === undefined) return steps
  return { past: [...steps.past, steps.present], present, future, tag: null }
}

import type { ScoreDraft, ScoreRule } from './api.ts'
import type { EXTRAS, SHARES } from './parts.ts'

/** The draft as it stands in the fields: numbers are text until they can be read. */
export interface DraftText {
  title: string
  note: string
  appliesFrom: string
  weights: Record<(typeof SHARES)[number], string>
  extras: Record<(typeof EXTRAS)[number], { each: string; cap: string }>
}

export type DraftProblem = 'title' | 'number' | 'weights' | 'day'

export const POINTS = /^(100|[0-9]{1,2})(\.[0-9]{1,2})?$/

/** From a draft; without one from the last version, as what the next one begins with, to count from `day`. */
export function textOf(draft: ScoreDraft | undefined, last: ScoreRule | undefined, day: string): DraftText {
  const parts = draft?.parts ?? last?.parts
  return {
    title: draft?.title ?? '',
    note: draft?.note ?? '',
    appliesFrom: draft?.appliesFrom ?? day,
    weights: {
      on_time: String(parts?.on_time.weight ?? 0),
      progress: String(parts?.progress.weight ?? 0),
      evidence: String(parts?.evidence.weight ?? 0),
    },
    extras: {
      returned: each(parts?.returned),
      contradicted: each(parts?.contradicted),
      closed_early: each(parts?.closed_early),
    },
  }
}

const each = (extra?: { each: number; cap: number }) => ({
  each: String(extra?.each ?? 0),
  cap: String(extra?.cap ?? 0),
})

export function draftFrom(text: DraftText) {
  const problems: DraftProblem[] = []
  const numbers = [
    ...Object.values(text.weights),
    ...Object.values(text.extras).flatMap(({ each, cap }) => [each, cap]),
  ]
  if (text.title.trim() === '') problems.push('title')
  if (!numbers.every((one) => POINTS.test(one.trim()))) problems.push('number')
  else if (Object.values(text.weights).every((weight) => Number(weight) === 0)) problems.push('weights')
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text.appliesFrom)) problems.push('day')
  const weight = (part: (typeof SHARES)[number]) => ({ weight: Number(text.weights[part]) })
  const extra = (part: (typeof EXTRAS)[number]) => ({
    each: Number(text.extras[part].each),
    cap: Number(text.extras[part].cap),
  })
  const draft =
    problems.length > 0
      ? null
      : {
          title: text.title.trim(),
          note: text.note.trim(),
          appliesFrom: text.appliesFrom,
          parts: {
            on_time: weight('on_time'),
            progress: weight('progress'),
            evidence: weight('evidence'),
            returned: extra('returned'),
            contradicted: extra('contradicted'),
            closed_early: extra('closed_early'),
          },
        }
  return { draft, problems }
}

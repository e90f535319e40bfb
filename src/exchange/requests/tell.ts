import type { Trx } from '../../platform/database/index.ts'
import { notify } from '../../platform/notices/index.ts'

/** What is told of a step: to whom, and where something can be done about it. */
export interface Telling {
  /** Units; who acts is left out by the caller. */
  to: readonly string[]
  kind: string
  title: string
  titleEn: string
  link: string
  key: string
}

/** Longest title of a notice, in characters. */
const LONGEST = 200

/** Tells each unit once. */
export const tell = (trx: Trx, tellings: readonly Telling[]): Promise<void> =>
  notify(
    trx,
    tellings.flatMap(({ to, title, titleEn, ...telling }) =>
      [...new Set(to)].map((organizationId) => ({
        ...telling,
        organizationId,
        title: title.slice(0, LONGEST),
        titleEn: titleEn.slice(0, LONGEST),
      })),
    ),
  )

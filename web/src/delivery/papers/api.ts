import { queryOptions } from '@tanstack/react-query'
import type { MeetingList } from '../../../../src/delivery/joint/schemas.ts'
import type { Preview } from '../../../../src/delivery/papers/schemas.ts'
import type { NoticeList } from '../../../../src/delivery/supervision/schemas.ts'
import type { Programme } from '../../../../src/delivery/tasks/schemas.ts'
import { everyOne, get } from '../../shell/api.ts'
import { addressOf, isOfProgramme, type PaperKind } from './filter.ts'

export interface Subject {
  id: string
  name: string
  /** First year, of a programme. */
  first: number | null
}

/** What papers of this kind can be about. */
export const subjectsQuery = (kind: PaperKind) =>
  queryOptions({
    queryKey: ['papers', 'subjects', isOfProgramme(kind) ? 'programme' : kind],
    queryFn: async ({ signal }): Promise<Subject[]> => {
      if (isOfProgramme(kind)) {
        const { items } = await get<{ items: Programme[] }>('/api/v1/programmes', undefined, signal)
        return items.map(({ id, title, startsOn }) => ({ id, name: title, first: Number(startsOn.slice(0, 4)) }))
      }
      if (kind === 'notice') {
        const items = await everyOne<NoticeList['items'][number]>('/api/v1/supervision-notices', signal)
        return items.map(({ id, number, title, unit }) => ({
          id,
          name: `${number} ${title} ${unit.shortName}`,
          first: null,
        }))
      }
      const items = await everyOne<MeetingList['items'][number]>('/api/v1/meetings', signal)
      return items.map(({ id, title, heldOn }) => ({ id, name: `${heldOn} ${title}`, first: null }))
    },
  })

export const previewQuery = (kind: PaperKind, id: string, year: number | undefined) =>
  queryOptions({
    queryKey: ['papers', 'preview', kind, id, year],
    queryFn: ({ signal }) => get<Preview>(addressOf(kind, id), year ? { year } : undefined, signal),
  })

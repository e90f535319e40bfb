export const paperKinds = ['decomposition', 'evaluation', 'midterm', 'notice', 'minutes'] as const
export type PaperKind = (typeof paperKinds)[number]

/** What the address of the page holds. */
export interface PaperSearch {
  kind?: PaperKind
  /** Of the programme, the notice or the meeting. */
  id?: string
  year?: number
}

export function readPaperSearch(search: Readonly<Record<string, unknown>>): PaperSearch {
  const { kind, id, year } = search
  const known = paperKinds.find((one) => one === kind)
  return {
    ...(known ? { kind: known } : {}),
    ...(typeof id === 'string' && /^[0-9a-f-]{36}$/i.test(id) ? { id } : {}),
    ...(/^\d{4}$/.test(String(year)) ? { year: Number(year) } : {}),
  }
}

/** Where a paper is: without an ending its preview. */
export function addressOf(kind: PaperKind, id: string, ending: '' | '.docx' | '.xlsx' = ''): string {
  const path = {
    decomposition: `programmes/${id}/decomposition`,
    evaluation: `programmes/${id}/evaluation`,
    midterm: `programmes/${id}/midterm`,
    notice: `supervision-notices/${id}`,
    minutes: `meetings/${id}/minutes`,
  }[kind]
  return `/api/v1/papers/${path}${ending}`
}

export const isOfProgramme = (kind: PaperKind): boolean => kind !== 'notice' && kind !== 'minutes'
export const hasYear = (kind: PaperKind): boolean => kind === 'evaluation' || kind === 'midterm'

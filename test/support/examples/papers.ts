import { addPaperStage, type PaperStage } from '../../../src/delivery/papers/stage.testing.ts'
import type { Example } from '../accessExamples.ts'

const paper =
  (urlOf: (stage: PaperStage) => string): Example =>
  async ({ handle, owner }) => ({
    method: 'GET',
    url: `/api/v1/papers${urlOf(await addPaperStage(handle, 'cluster', owner))}`,
  })

const ofProgramme = (name: string, ...forms: string[]) =>
  forms.map((form): [string, Example] => [
    `GET /api/v1/papers/programmes/:id/${name}${form}`,
    paper(({ programmeId }) => `/programmes/${programmeId}/${name}${form}`),
  ])

export const paperExamples: Readonly<Record<string, Example>> = Object.fromEntries([
  ...ofProgramme('decomposition', '', '.docx', '.xlsx'),
  ...ofProgramme('evaluation', '', '.docx', '.xlsx'),
  ...ofProgramme('midterm', '', '.docx', '.xlsx'),
  ...['', '.docx'].flatMap((form): [string, Example][] => [
    [
      `GET /api/v1/papers/supervision-notices/:id${form}`,
      paper(({ noticeId }) => `/supervision-notices/${noticeId}${form}`),
    ],
    [
      `GET /api/v1/papers/meetings/:id/minutes${form}`,
      paper(({ meetingId }) => `/meetings/${meetingId}/minutes${form}`),
    ],
  ]),
])

import type { Paper } from '../../papers/index.ts'
import { officialDocument } from '../../papers/press/index.ts'
import { decompositionSheets, evaluationSheets, workbookOf } from './annex.ts'
import type { EvaluationFacts } from './evaluationFacts.ts'
import { evaluationPaper } from './evaluationPaper.ts'
import type { TaskFact } from './facts.ts'
import { previewOf } from './preview.ts'
import type { Preview } from './schemas.ts'

/** A paper that is wanted, as what it is made from: plain data, which is told from one thread to the other. */
export type PaperRequest =
  | { wanted: 'document'; paper: Paper; origin: string | null }
  | { wanted: 'evaluation'; facts: EvaluationFacts; origin: string | null }
  | { wanted: 'preview'; facts: EvaluationFacts }
  | { wanted: 'evaluation sheets'; facts: EvaluationFacts; origin: string }
  | { wanted: 'decomposition sheets'; tasks: readonly TaskFact[] }

/** A preview, or else a file with the name that the paper has by its title. */
export interface DrawnUp {
  title: string
  preview?: Preview
  bytes?: Uint8Array
}

/** Makes a paper: charts, layout and sheets take seconds, so that this is called in a thread of its own (papersApart.ts). */
export async function drawUp(request: PaperRequest): Promise<DrawnUp> {
  switch (request.wanted) {
    case 'document':
      return { title: request.paper.title, bytes: await officialDocument(request.paper, request.origin) }
    case 'evaluation': {
      const paper = await evaluationPaper(request.facts)
      return { title: paper.title, bytes: await officialDocument(paper, request.origin) }
    }
    case 'preview': {
      const paper = await evaluationPaper(request.facts)
      return { title: paper.title, preview: previewOf(paper) }
    }
    case 'evaluation sheets':
      return { title: '', bytes: await workbookOf(evaluationSheets(request.facts, request.origin)) }
    case 'decomposition sheets':
      return { title: '', bytes: await workbookOf(decompositionSheets(request.tasks)) }
  }
}

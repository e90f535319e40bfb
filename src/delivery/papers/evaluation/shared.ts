import { fullWidth, type Note } from '../../../papers/index.ts'
import type { EvaluationFacts } from '../evaluationFacts.ts'

/** Tasks, projects or units named in the text; all of them stand in the annex file. */
export const MOST_NAMED = 30

export const note = (text: string, path: string | null): Note => ({ text: fullWidth(text), path })

/** The list of the programme's tasks, narrowed. */
export const taskList = ({ programme }: EvaluationFacts, more = '') => `/tasks?programme=${programme.id}${more}`

import { useTranslation } from 'react-i18next'
import type { BenchAnswer } from '../../../../src/settlement/schemas.ts'
import { problemText } from '../../shell/ProblemNotice.tsx'
import { useFormulaName, useFormWord } from './names.ts'

/** Why a year does not come out, with terms and data called by their names. */
export function useWhy() {
  const { t } = useTranslation()
  const name = useFormulaName()
  const word = useFormWord()
  return ({ code, detail, facts }: NonNullable<BenchAnswer['items'][number]['problem']>) => {
    const term = typeof facts.term === 'string' ? { term: name('terms', facts.term) } : {}
    const input = typeof facts.name === 'string' ? { name: name('inputs', facts.name) } : {}
    const found = problemText(code, detail, { ...facts, ...term, ...input })
    const question = code === 'agreement_term_open' && typeof facts.question === 'string' ? word(facts.question) : ''
    return { title: found.title, todo: [question, found.todo].filter(Boolean).join(' ') || t('problems.unknown.todo') }
  }
}

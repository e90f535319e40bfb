import { useTranslation } from 'react-i18next'
import type { Found } from '../../../../src/blueprint/schemas.ts'
import { useWords } from '../words.tsx'

export type Problem = Found['problems']['items'][number]

/** What is wrong with a feature, what was expected and what was found, in the reader's words. */
export function useProblemWords() {
  const { t, i18n } = useTranslation()
  const words = useWords()

  /** Facts that are codes are said in words; all others as they are. */
  const said = ({ facts }: Problem) => {
    const { classes, reason, wanted, given } = facts as Record<string, unknown>
    const inWords = (of: 'reasons' | 'shapes', code: unknown) => {
      const key = `blueprint.imports.${of}.${String(code)}`
      return i18n.exists(key) ? String(t(key as never, facts as never)) : String(code)
    }
    return {
      ...facts,
      ...(Array.isArray(classes) ? { classes: classes.map(words.class).join(t('blueprint.importing.comma')) } : {}),
      ...(reason === undefined ? {} : { reason: inWords('reasons', reason) }),
      ...(wanted === undefined ? {} : { wanted: inWords('shapes', wanted), given: inWords('shapes', given) }),
    }
  }
  return (problem: Problem) => {
    const key = `blueprint.imports.faults.${problem.code}` as const
    const facts = said(problem) as Record<string, string | number>
    return {
      title: t(`${key}.title`),
      contrast: t('blueprint.importing.expected', {
        expected: t(`${key}.expected`, facts),
        found: t(`${key}.found`, facts),
      }),
    }
  }
}

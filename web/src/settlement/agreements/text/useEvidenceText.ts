import { useTranslation } from 'react-i18next'
import type { AgreementContent } from '../../../../../src/settlement/schemas.ts'
import { comma, semicolon } from '../../../shell/punctuation.ts'
import { classNumeral, readable } from '../../parts/names.ts'

export type EvidenceRule = AgreementContent['evidence'][number]
const ROMAN = { I: 'Ⅰ', II: 'Ⅱ', III: 'Ⅲ', IV: 'Ⅳ', V: 'Ⅴ' } as const
/** A class as it is printed. */
export const romanOf = (target: string, language: string): string =>
  ROMAN[target as 'I'] ?? (target === '劣V' ? classNumeral(6, language) : target)

/** A rule of evidence as a sentence. */
export function useEvidenceText(): (rule: EvidenceRule) => string {
  const { t, i18n } = useTranslation()
  const targetText = (target: string | null) =>
    target === null
      ? t('settlement.agreements.evidence.targetOpen')
      : t('settlement.agreements.evidence.target', { of: romanOf(target, i18n.language) })
  return (rule) => {
    switch (rule.kind) {
      case 'sectionYear':
      case 'yearBefore':
        return t(`settlement.agreements.evidence.${rule.kind}`, {
          sections: rule.sections.join(comma()),
          target: targetText(rule.target),
          several: rule.sections.length > 1 ? t('settlement.agreements.evidence.several') : '',
        })
      case 'base':
        return t('settlement.agreements.evidence.base', {
          ...{ section: rule.section, first: rule.years[0], last: rule.years[1] },
        })
      case 'rivers':
        return t('settlement.agreements.evidence.rivers', {
          rivers: rule.rivers
            .map(({ section, targetClass, targetPassRate }) =>
              t('settlement.agreements.evidence.river', {
                ...{ section, target: targetText(targetClass) },
                rate:
                  targetPassRate === null ? t('settlement.agreements.text.open') : readable('passRate', targetPassRate),
              }),
            )
            .join(semicolon()),
        })
      case 'settledBefore':
        return t('settlement.agreements.evidence.settledBefore', { parties: rule.parties.join(comma()) })
    }
  }
}

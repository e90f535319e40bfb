import { useTranslation } from 'react-i18next'
import type { AgreementPart } from '../../../../../src/settlement/schemas.ts'
import { useFormWord } from '../../parts/names.ts'

/** Who pays whom, or what goes into a pool or out of it. */
export function usePartText(): (part: AgreementPart) => string {
  const { t } = useTranslation()
  const word = useFormWord()
  return (part) => {
    if (part.kind === 'transfer') return t('settlement.agreements.text.transfer', { from: part.from, to: part.to })
    return t(`settlement.agreements.text.${part.kind}`, { pool: word(part.pool) })
  }
}

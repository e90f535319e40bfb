import { Button } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { AgreementPart } from '../../../../../src/settlement/schemas.ts'
import { colon } from '../../../shell/punctuation.ts'
import { useFormWord } from '../../parts/names.ts'
import { Mathematics } from '../formula/Mathematics.tsx'
import { readCondition, readFormula } from '../formula/sentence.ts'
import { useFormulaWords } from '../formula/useFormulaWords.ts'
import { usePartText } from './usePartText.ts'

/** One part of an agreement: who pays whom, how much, when; as a sentence, and as mathematics where one wants it. */
export function PaymentText({ part, withMaths = false }: { part: AgreementPart; withMaths?: boolean }) {
  const { t } = useTranslation()
  const words = useFormulaWords()
  const who = usePartText()
  const word = useFormWord()
  const [asMaths, setAsMaths] = useState(withMaths)
  const amount = readFormula(part.yuan, words)
  const when = part.when ? readCondition(part.when, words) : null
  const where = [...amount.where, ...(when?.where ?? [])]
  const weights = part.kind === 'transfer' ? [] : Object.entries(part.weights)
  return (
    <li>
      <p className="payment-head">
        <b>{word(part.zh)}</b> <span>{who(part)}</span>
      </p>
      {when && <p>{t('settlement.agreements.text.onlyWhen', { when: when.says })}</p>}
      <p>
        {t('settlement.agreements.text.amount')}
        {colon()}
        {amount.says}
        {t('settlement.agreements.text.inYuan')}
      </p>
      {weights.length > 0 && (
        <p>
          {t('settlement.agreements.text.dividedBy', {
            weights: weights.map(([name, weight]) => `${name} ${readFormula(weight, words).says}`).join(' : '),
          })}
        </p>
      )}
      {where.length > 0 && (
        <dl className="payment-where">
          {where.map(({ name, says }) => (
            <div key={name}>
              <dt>{t('settlement.agreements.text.where', { name })}</dt>
              <dd>{says}</dd>
            </div>
          ))}
        </dl>
      )}
      <Button
        type="link"
        size="small"
        className="no-print"
        aria-expanded={asMaths}
        onClick={() => setAsMaths(!asMaths)}
      >
        {t(asMaths ? 'settlement.agreements.text.hideMaths' : 'settlement.agreements.text.showMaths')}
      </Button>
      {asMaths && (
        <div className="math-scroll">
          <Mathematics quantity={part.yuan} />
        </div>
      )}
    </li>
  )
}

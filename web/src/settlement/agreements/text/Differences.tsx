import { useQuery } from '@tanstack/react-query'
import { Select } from 'antd'
import { useTranslation } from 'react-i18next'
import type { AgreementDetail, AgreementPart, Term } from '../../../../../src/settlement/schemas.ts'
import { ProblemNotice } from '../../../shell/ProblemNotice.tsx'
import { comma, semicolon } from '../../../shell/punctuation.ts'
import { Loading } from '../../../shell/states.tsx'
import { useFormulaName, useFormWord, useParameterName } from '../../parts/names.ts'
import { agreementQuery } from '../api.ts'
import { readCondition, readFormula } from '../formula/sentence.ts'
import { useFormulaWords } from '../formula/useFormulaWords.ts'
import { useTermValue } from '../parts.tsx'
import { type Difference, differencesOf } from './differences.ts'
import { type EvidenceRule, useEvidenceText } from './useEvidenceText.ts'
import { usePartText } from './usePartText.ts'

/** What the version in view says otherwise than another one. */
export function Differences(props: { agreement: AgreementDetail; other: number; onChoose: (other: number) => void }) {
  const { agreement, other, onChoose } = props
  const { t } = useTranslation()
  const found = useQuery(agreementQuery(agreement.id, other))
  const say = useDifferenceText()
  if (found.isPending) return <Loading />
  if (found.isError) return <ProblemNotice problem={found.error} onRetry={() => void found.refetch()} />
  const differences = differencesOf(found.data.content, agreement.content)
  return (
    <>
      <div className="part-bar no-print">
        <span>{t('settlement.agreements.differences.with', { number: agreement.number })}</span>
        <Select
          aria-label={t('settlement.agreements.differences.choose')}
          value={other}
          onChange={onChoose}
          options={agreement.versions
            .filter(({ number }) => number !== agreement.number)
            .map(({ number, state }) => ({
              value: number,
              label: `${t('settlement.agreements.versionNumber', { number })} ${t(`settlement.agreements.states.${state}`)}`,
            }))}
        />
      </div>
      {differences.length === 0 ? (
        <p className="quiet">{t('settlement.agreements.differences.none')}</p>
      ) : (
        <div className="table-scroll">
          <table className="plain-table differences">
            <thead>
              <tr>
                <th scope="col">{t('settlement.agreements.differences.place')}</th>
                <th scope="col">{t('settlement.agreements.versionNumber', { number: other })}</th>
                <th scope="col">{t('settlement.agreements.versionNumber', { number: agreement.number })}</th>
              </tr>
            </thead>
            <tbody>
              {differences.map((one) => (
                <tr key={`${one.kind} ${one.name} ${JSON.stringify(one.before)}`}>
                  <th scope="row">{say.place(one)}</th>
                  <td className="before">{say.side(one, one.before)}</td>
                  <td className="after">{say.side(one, one.after)}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
    </>
  )
}

function useDifferenceText() {
  const { t } = useTranslation()
  const name = useFormulaName()
  const parameter = useParameterName()
  const value = useTermValue()
  const word = useFormWord()
  const words = useFormulaWords()
  const who = usePartText()
  const evidence = useEvidenceText()
  const reading = (of: ReturnType<typeof readFormula>) =>
    [of.says, ...of.where.map((one) => `${one.name} = ${one.says}`)].join(semicolon())
  const part = (of: AgreementPart) =>
    [
      who(of),
      reading(readFormula(of.yuan, words)),
      of.when ? t('settlement.agreements.text.onlyWhen', { when: reading(readCondition(of.when, words)) }) : '',
      of.kind === 'transfer'
        ? ''
        : Object.entries(of.weights)
            .map(([party, weight]) => `${party} ${readFormula(weight, words).says}`)
            .join(' : '),
    ]
      .filter(Boolean)
      .join(semicolon())
  return {
    place: ({ kind, name: of }: Difference) =>
      [t(`settlement.agreements.differences.kinds.${kind}`), kind === 'term' ? name('terms', of) : word(of)].join(' '),
    side: ({ kind, name: of }: Difference, side: unknown): string => {
      if (side === null) return '—'
      switch (kind) {
        case 'years':
          return (side as number[]).join('–')
        case 'items':
          return (side as string[]).map(parameter).join(comma()) || t('settlement.agreements.text.allItems')
        case 'sections':
          return (side as string[]).join(comma()) || '—'
        case 'party':
          return t(`settlement.agreements.roles.${side as 'upstream'}`)
        case 'term': {
          const { confidence, note } = side as Term
          return [
            value(of, side as Term) ?? t('settlement.agreements.text.open'),
            t(`settlement.agreements.confidences.${confidence}`),
            word(note ?? ''),
          ]
            .filter(Boolean)
            .join(semicolon())
        }
        case 'part':
          return part(side as AgreementPart)
        case 'evidence':
          return evidence(side as EvidenceRule)
        default:
          return word(String(side))
      }
    },
  }
}

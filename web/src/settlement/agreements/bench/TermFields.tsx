import { Input } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { AgreementContent } from '../../../../../src/settlement/schemas.ts'
import { isRate, useFormulaName, useFormWord } from '../../parts/names.ts'
import { RateHint, useTermValue } from '../parts.tsx'

/** What if: other values of the terms, for all years; an empty field is the agreement's own. */
export function TermFields(props: {
  content: AgreementContent
  terms: Readonly<Record<string, string>>
  onChange: (terms: Record<string, string>) => void
}) {
  const { content, terms, onChange } = props
  const { t } = useTranslation()
  const name = useFormulaName()
  const value = useTermValue()
  const word = useFormWord()
  // A trial that came with its terms shows them.
  const [cameWithTerms] = useState(() => Object.keys(terms).length > 0)
  const rows = Object.entries(content.agreement.terms)
  if (rows.length === 0) return null
  return (
    <details
      className="bench-part no-print"
      open={cameWithTerms || rows.some(([key, term]) => value(key, term) === null)}
    >
      <summary>{t('settlement.agreements.bench.whatIf')}</summary>
      <div className="table-scroll">
        <table className="plain-table">
          <thead>
            <tr>
              <th scope="col">{t('settlement.agreements.text.term')}</th>
              <th scope="col">{t('settlement.agreements.bench.asAgreed')}</th>
              <th scope="col">{t('settlement.agreements.bench.tried')}</th>
            </tr>
          </thead>
          <tbody>
            {rows.map(([key, term]) => (
              <tr key={key}>
                <th scope="row">{name('terms', key)}</th>
                <td>
                  {value(key, term) ?? <span className="badge urgent">{t('settlement.agreements.text.open')}</span>}
                </td>
                <td>
                  <Input
                    className="term-number"
                    inputMode="decimal"
                    maxLength={41}
                    aria-label={t('settlement.agreements.bench.triedOf', { name: name('terms', key) })}
                    value={terms[key] ?? ''}
                    {...(term.unit ? { suffix: word(term.unit) } : {})}
                    onChange={(event) => onChange({ ...terms, [key]: event.target.value.trim().replaceAll(',', '') })}
                  />
                  {isRate(key) && terms[key] && <RateHint value={terms[key]} />}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </details>
  )
}

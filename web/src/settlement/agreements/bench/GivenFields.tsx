import { Input } from 'antd'
import { useTranslation } from 'react-i18next'
import { useFormulaName } from '../../parts/names.ts'
import { givenKey, type Trial } from './request.ts'

/** Facts that no station measures, by year, each with its source. */
export function GivenFields(props: {
  names: readonly string[]
  years: readonly number[]
  given: Trial['given']
  onChange: (given: Trial['given']) => void
}) {
  const { names, years, given, onChange } = props
  const { t } = useTranslation()
  const name = useFormulaName()
  return (
    <details className="bench-part no-print" open>
      <summary>{t('settlement.agreements.bench.given')}</summary>
      <div className="table-scroll">
        <table className="plain-table">
          <thead>
            <tr>
              <th scope="col">{t('settlement.agreements.bench.fact')}</th>
              <th scope="col">{t('settlement.agreements.bench.year')}</th>
              <th scope="col">{t('settlement.agreements.text.value')}</th>
              <th scope="col">{t('settlement.agreements.text.source')}</th>
            </tr>
          </thead>
          <tbody>
            {names.flatMap((of) =>
              years.map((year) => {
                const key = givenKey(of, year)
                const { value = '', source = '' } = given[key] ?? {}
                const label = `${name('inputs', of)} ${year}`
                return (
                  <tr key={key}>
                    <th scope="row">{name('inputs', of)}</th>
                    <td>{year}</td>
                    <td>
                      <Input
                        className="term-number"
                        inputMode="decimal"
                        maxLength={41}
                        aria-label={label}
                        value={value}
                        onChange={(event) =>
                          onChange({
                            ...given,
                            [key]: { source, value: event.target.value.trim().replaceAll(',', '') },
                          })
                        }
                      />
                    </td>
                    <td>
                      <Input
                        maxLength={500}
                        aria-label={`${label} ${t('settlement.agreements.text.source')}`}
                        value={source}
                        onChange={(event) => onChange({ ...given, [key]: { value, source: event.target.value } })}
                      />
                    </td>
                  </tr>
                )
              }),
            )}
          </tbody>
        </table>
      </div>
    </details>
  )
}

import { useQuery } from '@tanstack/react-query'
import { Segmented } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { ProblemNotice } from '../../shell/ProblemNotice.tsx'
import { usePreferences } from '../../shell/preferences.ts'
import { CLASSES, numeralOf } from '../shared/classes.ts'
import { passRatesQuery } from './api.ts'

/** Of a year: how many section-months met their target, by jurisdiction or by river. */
export function YearRates({ year }: { year: number }) {
  const { t } = useTranslation()
  const { language } = usePreferences()
  const [by, setBy] = useState<'jurisdiction' | 'river'>('jurisdiction')
  const found = useQuery(passRatesQuery(by, year))
  const items = found.data?.items ?? []
  if (found.isSuccess && items.length === 0) return null
  return (
    <section>
      <h2 className="section-title">
        {t('monitoring.sections.yearRates', { year })} <small>{t('monitoring.sections.yearRatesLede')}</small>
      </h2>
      <Segmented
        className="no-print"
        value={by}
        onChange={setBy}
        options={(['jurisdiction', 'river'] as const).map((value) => ({
          value,
          label: t(`monitoring.sections.by.${value}`),
        }))}
      />
      {found.isError && <ProblemNotice problem={found.error} onRetry={() => void found.refetch()} />}
      {items.length > 0 && (
        <div className="mon-scroll">
          <table className="mon-table sec-rates">
            <thead>
              <tr>
                <th scope="col">{t(`monitoring.sections.by.${by}`)}</th>
                {(['sectionCount', 'months', 'passRate', 'goodShare'] as const).map((head) => (
                  <th key={head} scope="col" className="number">
                    {t(`monitoring.sections.${head}`)}
                  </th>
                ))}
                {CLASSES.map((one) => (
                  <th key={one} scope="col" className="number">
                    {numeralOf(one, language)}
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {items.map((row) => (
                <tr key={row.key}>
                  <th scope="row">{row.name || '—'}</th>
                  <td className="number">{row.sections}</td>
                  <td className="number">{row.months}</td>
                  <td className="number">
                    {row.passRate === null ? '—' : `${row.passRate}%`}
                    <small>{t('monitoring.sections.metOf', { met: row.met, of: row.withTarget })}</small>
                  </td>
                  <td className="number">{row.goodPercent === null ? '—' : `${row.goodPercent}%`}</td>
                  {CLASSES.map((one) => (
                    <td key={one} className="number">
                      {row.classes[one] || '·'}
                    </td>
                  ))}
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
    </section>
  )
}

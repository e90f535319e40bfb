import { Button } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { StatementDetail } from '../../../../src/settlement/schemas.ts'
import { ClassMark, MetMark } from '../../monitoring/shared/ClassMark.tsx'
import { useMoment } from '../../shell/time.ts'
import { useParameterName } from '../parts/names.ts'
import { MonthDrawer } from './MonthDrawer.tsx'
import type { Judged } from './MonthStrip.tsx'
import { printedValue, useMonth, useUnit } from './values.ts'

/** More items than these are shown only where something was measured of them. */
const WIDE = 8

/** The evidence: twelve months of each section with their values, class, and whether they meet. */
export function Months({ one }: { one: StatementDetail }) {
  const { t } = useTranslation()
  if (one.judged.length === 0) return null
  return (
    <section>
      <h2 className="section-title">
        {t('settlement.statements.evidence')} <small>{t('settlement.statements.evidenceLede')}</small>
      </h2>
      {one.judged.map((judged) => (
        <SectionTable key={`${judged.section} ${judged.year}`} one={one} judged={judged} />
      ))}
    </section>
  )
}

function SectionTable({ one, judged }: { one: StatementDetail; judged: Judged }) {
  const { t } = useTranslation()
  const moment = useMoment()
  const name = useParameterName()
  const unit = useUnit()
  const monthName = useMonth()
  const [month, setMonth] = useState<number | null>(null)
  const found = one.evidence.sections.find((of) => of.section === judged.section && of.year === judged.year)
  const measured = new Set(found?.months.flatMap(({ values }) => Object.keys(values)))
  const items = judged.items.length <= WIDE ? judged.items : judged.items.filter((code) => measured.has(code))
  return (
    <div className="evidence">
      <h3 className="st-sub">
        {t('settlement.statements.sectionYear', { section: judged.section, year: judged.year })}
        {judged.target && (
          <>
            {' '}
            {t('settlement.statements.target')} <ClassMark of={judged.target} />
          </>
        )}{' '}
        {found?.knownAt && <small>{t('settlement.statements.knownAt', { at: moment(found.knownAt) })}</small>}
      </h3>
      <div className="settle-scroll">
        <table className="settle-table">
          <thead>
            <tr>
              <th scope="col">{t('settlement.statements.monthHead')}</th>
              {items.map((code) => (
                <th key={code} scope="col" className="amount">
                  {name(code)}
                  {unit(code) && <small>{unit(code)}</small>}
                </th>
              ))}
              <th scope="col">{t('settlement.statements.classHead')}</th>
              <th scope="col">{t('settlement.statements.metHead')}</th>
            </tr>
          </thead>
          <tbody>
            {judged.months.map((verdict) => {
              const datum = found?.months.find((of) => of.month === verdict.month)
              return (
                <tr key={verdict.month}>
                  <th scope="row">
                    <Button type="link" size="small" onClick={() => setMonth(verdict.month)}>
                      {monthName(verdict.month)}
                    </Button>
                  </th>
                  {items.map((code) => (
                    <td
                      key={code}
                      className={
                        verdict.meets === false && verdict.decidedBy.includes(code) ? 'amount worse' : 'amount'
                      }
                    >
                      {printedValue(datum?.values[code])}
                    </td>
                  ))}
                  <td>
                    <ClassMark of={verdict.class} />
                  </td>
                  <td>
                    <MetMark meets={verdict.meets} />
                  </td>
                </tr>
              )
            })}
          </tbody>
        </table>
      </div>
      {month !== null && <MonthDrawer one={one} judged={judged} month={month} onClose={() => setMonth(null)} />}
    </div>
  )
}

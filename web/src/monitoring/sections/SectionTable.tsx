import { Link } from '@tanstack/react-router'
import { useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { MoreRows } from '../../shell/MoreRows.tsx'
import { usePeriod } from '../../shell/period.ts'
import { ClassMark, MetMark } from '../shared/ClassMark.tsx'
import { ExceedingText } from './Exceeding.tsx'
import type { MappedSection } from './filter.ts'

const PORTION = 100

/** The month of each section: what it is held to, what it has, and what decided. */
export function SectionTable(props: {
  items: readonly MappedSection[]
  chosen: string | undefined
  month: string | undefined
}) {
  const { t } = useTranslation()
  const { items, chosen, month } = props
  const [shown, setShown] = useState(PORTION)
  const at = items.findIndex(({ section }) => section.id === chosen)
  useEffect(() => {
    if (at >= 0) document.getElementById(`section-${chosen}`)?.scrollIntoView({ block: 'nearest' })
  }, [at, chosen])
  const upTo = Math.max(shown, at + 1)
  return (
    <div className="sec-list">
      <table className="mon-table cards">
        <thead>
          <tr>
            <th scope="col">{t('monitoring.sections.section')}</th>
            <th scope="col">{t('monitoring.sections.sides')}</th>
            <th scope="col">{t('monitoring.sections.target')}</th>
            <th scope="col">{t(month ? 'monitoring.sections.class' : 'monitoring.sections.newestClass')}</th>
            <th scope="col">{t('monitoring.sections.outcome')}</th>
          </tr>
        </thead>
        <tbody>
          {items.slice(0, upTo).map((one) => (
            <Row key={one.section.id} one={one} chosen={one.section.id === chosen} />
          ))}
        </tbody>
      </table>
      {items.length > upTo && <MoreRows busy={false} onMore={() => setShown(upTo + PORTION)} />}
    </div>
  )
}

function Row({ one, chosen }: { one: MappedSection; chosen: boolean }) {
  const { t } = useTranslation()
  const period = usePeriod()
  const { section, river, upstream, downstream, assessment } = one
  const month = assessment?.begins.slice(0, 7)
  const target = assessment ? assessment.targetClass : one.targetClass
  return (
    <tr id={`section-${section.id}`} className={chosen ? 'chosen' : undefined}>
      <td>
        <Link
          to="/sections/$sectionId"
          params={{ sectionId: section.id }}
          search={month ? { month } : {}}
          className="sec-name"
        >
          {section.name}
        </Link>
        <small>{[river, section.code].filter(Boolean).join(' · ')}</small>
      </td>
      <td data-label={t('monitoring.sections.sides')}>
        {upstream && downstream
          ? `${upstream.shortName} → ${downstream.shortName}`
          : t('monitoring.sections.notBorder')}
      </td>
      <td data-label={t('monitoring.sections.target')} className="tight">
        {target ? <ClassMark of={target} /> : '—'}
      </td>
      <td data-label={t('monitoring.sections.class')} className="tight">
        <ClassMark of={assessment?.class ?? null} />
        <small>{month ? period(month) : t('monitoring.sections.noMonth')}</small>
      </td>
      <td>
        <MetMark meets={assessment?.meets ?? null} />
        {assessment && assessment.exceeding.length > 0 && (
          <small>
            <ExceedingText items={assessment.exceeding} />
          </small>
        )}
      </td>
    </tr>
  )
}

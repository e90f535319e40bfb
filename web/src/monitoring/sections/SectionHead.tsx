import { Link } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import type { SectionDetail, Term } from '../../../../src/monitoring/schemas.ts'
import { comma } from '../../shell/punctuation.ts'
import { ClassMark } from '../shared/ClassMark.tsx'

/** What a section is today, what it was before, and who measures there. */
export function SectionHead({ one }: { one: SectionDetail }) {
  const { t } = useTranslation()
  const { term } = one
  const stations = [...new Map(one.stations.map((station) => [station.id, station])).values()]
  return (
    <div className="sheet sec-head">
      <dl className="mon-facts">
        <Fact label={t('monitoring.sections.river')}>{term?.river || '—'}</Fact>
        <Fact label={t('monitoring.sections.sides')}>
          <SidesText term={term} />
        </Fact>
        <Fact label={t('monitoring.sections.targetNow')}>
          {term?.targetClass ? <ClassMark of={term.targetClass} /> : t('monitoring.sections.noTarget')}
        </Fact>
        <Fact label={t('monitoring.sections.water')}>{t(`monitoring.stations.waters.${one.water}`)}</Fact>
        <Fact label={t('monitoring.sections.jurisdiction')}>{one.jurisdiction.name}</Fact>
        <Fact label={t('monitoring.sections.keeper')}>
          <Link to="/units/$unitId" params={{ unitId: one.organization.id }}>
            {one.organization.shortName}
          </Link>
        </Fact>
        {stations.length > 0 && (
          <Fact label={t('monitoring.sections.stations')}>
            {stations.map(({ id, name }, index) => (
              <span key={id}>
                {index > 0 && comma()}
                <Link to="/stations/$stationId" params={{ stationId: id }}>
                  {name}
                </Link>
              </span>
            ))}
          </Fact>
        )}
        {one.closedOn && <Fact label={t('monitoring.stations.closedOn')}>{one.closedOn}</Fact>}
      </dl>
      {term?.basis && (
        <p className="mon-note">
          {t('monitoring.sections.basis')} {term.basis}
        </p>
      )}
      {one.description && <p>{one.description}</p>}
      {one.terms.length > 1 && <Terms terms={one.terms} />}
    </div>
  )
}

function SidesText({ term }: { term: Term | null }) {
  const { t } = useTranslation()
  if (!term?.upstream || !term.downstream) return t('monitoring.sections.notBorder')
  return `${term.upstream.shortName} → ${term.downstream.shortName}`
}

function Terms({ terms }: { terms: readonly Term[] }) {
  const { t } = useTranslation()
  return (
    <details>
      <summary>{t('monitoring.sections.terms', { count: terms.length })}</summary>
      <div className="mon-scroll">
        <table className="mon-table">
          <thead>
            <tr>
              {(['since', 'until', 'river', 'sides', 'target', 'basisOf'] as const).map((head) => (
                <th key={head} scope="col">
                  {t(`monitoring.sections.${head}`)}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {terms.map((term) => (
              <tr key={term.id}>
                <td className="tight">{term.validFrom}</td>
                <td className="tight">{term.validTo ?? t('monitoring.sections.stillSo')}</td>
                <td>{term.river || '—'}</td>
                <td>
                  <SidesText term={term} />
                </td>
                <td>{term.targetClass ? <ClassMark of={term.targetClass} /> : '—'}</td>
                <td>{term.basis || '—'}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </details>
  )
}

function Fact({ label, children }: { label: string; children: React.ReactNode }) {
  return (
    <div>
      <dt>{label}</dt>
      <dd>{children}</dd>
    </div>
  )
}

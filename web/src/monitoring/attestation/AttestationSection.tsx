import { useQuery } from '@tanstack/react-query'
import { Button } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Attestation, SectionDetail } from '../../../../src/monitoring/schemas.ts'
import { useMay } from '../../access/session.ts'
import { ProblemNotice } from '../../shell/ProblemNotice.tsx'
import { useMoment } from '../../shell/time.ts'
import { useParameters } from '../shared/parameters.ts'
import { measuredText, withUnit } from '../shared/values.ts'
import { AttestForm } from './AttestForm.tsx'
import { attestationsQuery } from './api.ts'
import { RuleForm } from './RuleForm.tsx'
import { derivationOf, type Reading } from './readings.ts'
import { ThirdForm } from './ThirdForm.tsx'

type Open = 'attest' | 'rule' | Attestation

/** Joint monitoring of a section: what both laboratories measured, how far they differ, and what stands. */
export function AttestationSection({ section }: { section: SectionDetail }) {
  const { t } = useTranslation()
  const found = useQuery(attestationsQuery(section.id))
  const mayWrite = useMay('observation.write')
  const [open, setOpen] = useState<Open | null>(null)
  const items = found.data?.items ?? []
  const border = section.term?.upstream != null
  if (!border && items.length === 0) return null
  const close = () => setOpen(null)
  return (
    <section>
      <h2 className="section-title">
        {t('monitoring.attestation.title')} <small>{t('monitoring.attestation.lede')}</small>
        <span className="sec-year-steps no-print">
          {section.mayEdit && (
            <Button size="small" onClick={() => setOpen('rule')}>
              {t('monitoring.attestation.setRule')}
            </Button>
          )}
          {mayWrite && (
            <Button size="small" type="primary" onClick={() => setOpen('attest')}>
              {t('monitoring.attestation.record')}
            </Button>
          )}
        </span>
      </h2>
      {found.isError && <ProblemNotice problem={found.error} onRetry={() => void found.refetch()} />}
      {found.isSuccess && items.length === 0 && <p className="mon-note">{t('monitoring.attestation.none')}</p>}
      {items.length > 0 && (
        <div className="mon-scroll">
          <table className="mon-table cards">
            <thead>
              <tr>
                {(['sampledOn', 'parameter', 'upstream', 'downstream', 'difference', 'outcome', 'value'] as const).map(
                  (head) => (
                    <th key={head} scope="col">
                      {t(`monitoring.attestation.${head}`)}
                    </th>
                  ),
                )}
              </tr>
            </thead>
            <tbody>
              {items.map((one) => (
                <Row key={one.id} one={one} onThird={mayWrite ? () => setOpen(one) : undefined} />
              ))}
            </tbody>
          </table>
        </div>
      )}
      {open === 'attest' && <AttestForm section={section} onClose={close} />}
      {open === 'rule' && <RuleForm section={section} onClose={close} />}
      {open !== null && typeof open === 'object' && <ThirdForm one={open} onClose={close} />}
    </section>
  )
}

function Row({ one, onThird }: { one: Attestation; onThird: (() => void) | undefined }) {
  const { t } = useTranslation()
  const moment = useMoment()
  const { nameOf, unitOf } = useParameters()
  const { upstream, downstream, third, difference, percent, tolerance, why } = derivationOf(one)
  const unit = unitOf(one.parameter)
  const said = ({ value, belowDetection }: Reading) => withUnit(measuredText(value, belowDetection), unit)
  return (
    <tr className={one.superseded ? 'former' : undefined}>
      <td className="tight">{one.sampledOn}</td>
      <td>{nameOf(one.parameter)}</td>
      <td data-label={t('monitoring.attestation.upstream')}>{said(upstream)}</td>
      <td data-label={t('monitoring.attestation.downstream')}>{said(downstream)}</td>
      <td data-label={t('monitoring.attestation.difference')}>
        {withUnit(measuredText(difference, false), unit)}
        <small>
          {percent !== null && `${t('monitoring.attestation.ofMean', { percent })} · `}
          {t(`monitoring.attestation.${one.parameter === 'ph' ? 'withinUnits' : 'withinPercent'}`, { tolerance })}
        </small>
      </td>
      <td>
        <b className={one.outcome === 'agreed' ? 'met-mark met' : 'met-mark failed'}>
          {why === 'bothBelowDetection'
            ? t('monitoring.attestation.both')
            : t(`monitoring.attestation.outcomes.${one.outcome}`)}
        </b>
        {third && (
          <small>
            {t('monitoring.attestation.third')} {said(third)}
          </small>
        )}
        <small>{t('monitoring.attestation.basis', { basis: one.basis })}</small>
        <small>
          {t('monitoring.attestation.by', {
            organization: one.organizationName,
            name: one.userName,
            at: moment(one.at),
          })}
        </small>
        {one.superseded && <small>{t('monitoring.attestation.superseded')}</small>}
      </td>
      <td className="tight" data-label={t('monitoring.attestation.value')}>
        {one.value !== null && <b>{withUnit(measuredText(one.value, one.belowDetection), unit)}</b>}
        {one.outcome === 'pending' && !one.superseded && onThird && (
          <Button size="small" onClick={onThird}>
            {t('monitoring.attestation.addThird')}
          </Button>
        )}
      </td>
    </tr>
  )
}

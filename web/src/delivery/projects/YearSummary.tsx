import { useTranslation } from 'react-i18next'
import type { Summary } from '../../../../src/delivery/projects/schemas.ts'
import { semicolon } from '../../shell/punctuation.ts'
import { useNumber } from '../../shell/time.ts'
import { percent } from './parts.tsx'

/** A year's list by class, with its rates; what is not known is counted beside the sum. */
export function YearSummary({ summary }: { summary: Summary }) {
  const { t } = useTranslation()
  const number = useNumber()
  const { year, all, classes } = summary
  if (all.count === 0) return null
  const unit = (kind: 'starting' | 'finished') => classes.find((one) => one.class === kind)?.count ?? 0
  return (
    <section className="pro-summary sheet">
      <h2>{t('delivery.projects.figuresTitle', { year })}</h2>
      <div className="ind-scroll">
        <table>
          <thead>
            <tr>
              <th scope="col">{t('delivery.projects.toClass')}</th>
              <th scope="col">{t('delivery.projects.count')}</th>
              <th scope="col">{t('delivery.projects.totalShort')}</th>
              <th scope="col">{t('delivery.projects.plannedShort')}</th>
              <th scope="col">{t('delivery.projects.investedShort')}</th>
            </tr>
          </thead>
          <tbody>
            {classes.map((one) => (
              <Row key={one.class} one={one} />
            ))}
          </tbody>
          <tfoot>
            <Row one={all} />
          </tfoot>
        </table>
      </div>
      <dl className="pro-rates">
        <div>
          <dt>{t('delivery.projects.investmentRate')}</dt>
          <dd>
            {percent(summary.investmentRate)}{' '}
            <small>
              {t('delivery.projects.elapsed', { part: percent(summary.elapsed) })}
              {all.unreported > 0 && `${semicolon()}${t('delivery.projects.unreported', { count: all.unreported })}`}
              {all.totalUnknown > 0 &&
                `${semicolon()}${t('delivery.projects.totalUnknown', { count: all.totalUnknown })}`}
            </small>
          </dd>
        </div>
        {unit('starting') > 0 && (
          <div>
            <dt>{t('delivery.projects.startRate')}</dt>
            <dd>
              {percent(summary.startRate)}{' '}
              <small>
                {t('delivery.projects.startedOf', { part: number(summary.started), whole: number(unit('starting')) })}
              </small>
            </dd>
          </div>
        )}
        {unit('finished') > 0 && (
          <div>
            <dt>{t('delivery.projects.finishRate')}</dt>
            <dd>
              {percent(summary.finishRate)}{' '}
              <small>
                {t('delivery.projects.startedOf', { part: number(summary.finished), whole: number(unit('finished')) })}
              </small>
            </dd>
          </div>
        )}
      </dl>
    </section>
  )
}

function Row({ one }: { one: Summary['all'] }) {
  const { t } = useTranslation()
  const number = useNumber()
  const invests = one.class !== 'reserve' && one.class !== 'preparing'
  return (
    <tr>
      <td>{t(`delivery.projects.classes.${one.class}`)}</td>
      <td>{number(one.count)}</td>
      <td>{one.totalUnknown === one.count ? '—' : number(one.totalWan)}</td>
      <td>{invests ? number(one.plannedWan) : '—'}</td>
      <td>{!invests || (one.class !== 'all' && one.unreported === one.count) ? '—' : number(one.investedWan)}</td>
    </tr>
  )
}

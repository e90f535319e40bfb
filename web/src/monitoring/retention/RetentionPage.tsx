import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { App, Button } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { RetentionRule } from '../../../../src/monitoring/schemas.ts'
import { useMay } from '../../access/session.ts'
import { Page } from '../../shell/Page.tsx'
import { ProblemNotice } from '../../shell/ProblemNotice.tsx'
import { Loading } from '../../shell/states.tsx'
import { useMoment } from '../../shell/time.ts'
import { retentionQuery, useEndRule } from './api.ts'
import { NextRun } from './NextRun.tsx'
import { RuleDialog } from './RuleDialog.tsx'
import '../shared/shared.css'
import './retention.css'

type Origin = RetentionRule['origin']

/** 数据保留: how long observations are kept one by one, who says so, and what goes with the next run. */
export function RetentionPage() {
  const { t } = useTranslation()
  const mayRetire = useMay('observation.retire')
  const found = useQuery(retentionQuery)
  const [adding, setAdding] = useState<Origin | null>(null)
  return (
    <Page
      title={t('monitoring.retention.title')}
      lede={t('monitoring.retention.lede')}
      actions={
        <Link to="/observations/batches" className="mon-action">
          {t('monitoring.uploads.batches')}
        </Link>
      }
    >
      <ul className="ret-bounds sheet">
        {(['stays', 'few', 'notice', 'back'] as const).map((key) => (
          <li key={key}>{t(`monitoring.retention.bounds.${key}`)}</li>
        ))}
        <li>{t(mayRetire ? 'monitoring.retention.mayRetire' : 'monitoring.retention.mayNot')}</li>
      </ul>
      {found.isPending && <Loading />}
      {found.isError && <ProblemNotice problem={found.error} onRetry={() => void found.refetch()} />}
      {found.data && (
        <>
          <Rules rules={found.data.rules} mayRetire={mayRetire} onAdd={setAdding} />
          <NextRun months={found.data.months} />
        </>
      )}
      {adding && <RuleDialog origin={adding} onClose={() => setAdding(null)} />}
    </Page>
  )
}

function Rules(props: { rules: readonly RetentionRule[]; mayRetire: boolean; onAdd: (origin: Origin) => void }) {
  const { t } = useTranslation()
  const { rules, mayRetire, onAdd } = props
  const ended = rules.filter(({ retiredAt }) => retiredAt !== null)
  return (
    <section>
      <h2 className="section-title">{t('monitoring.retention.rules')}</h2>
      <ul className="ret-rules">
        {(['automatic', 'manual'] as const).map((origin) => {
          const rule = rules.find((one) => one.origin === origin && one.retiredAt === null)
          return (
            <li key={origin} className="sheet">
              <h3>{t(`monitoring.uploads.origins.${origin}`)}</h3>
              <p className="ret-span">
                {rule
                  ? t('monitoring.retention.keeps', { count: rule.keepMonths })
                  : t('monitoring.retention.keepsAll')}
              </p>
              {rule && <Signed rule={rule} />}
              {mayRetire && (
                <p className="no-print">
                  {rule ? (
                    <EndButton rule={rule} />
                  ) : (
                    <Button onClick={() => onAdd(origin)}>{t('monitoring.retention.add')}</Button>
                  )}
                </p>
              )}
            </li>
          )
        })}
      </ul>
      {ended.length > 0 && (
        <details>
          <summary>{t('monitoring.retention.ended', { count: ended.length })}</summary>
          <ul className="ret-ended">
            {ended.map((rule) => (
              <li key={rule.id}>
                {t(`monitoring.uploads.origins.${rule.origin}`)}{' '}
                {t('monitoring.retention.keeps', { count: rule.keepMonths })} <Signed rule={rule} />
              </li>
            ))}
          </ul>
        </details>
      )}
    </section>
  )
}

/** On what ground, by whom and when a rule was set, and ended. */
function Signed({ rule }: { rule: RetentionRule }) {
  const { t } = useTranslation()
  const moment = useMoment()
  const { basis, organizationName, userName, at, retiredAt } = rule
  return (
    <p className="mon-note">
      {basis && `${t('monitoring.retention.onBasis', { basis })} `}
      {t('monitoring.retention.setBy', { organization: organizationName, name: userName, moment: moment(at) })}
      {retiredAt && ` · ${t('monitoring.retention.endedAt', { moment: moment(retiredAt) })}`}
    </p>
  )
}

function EndButton({ rule }: { rule: RetentionRule }) {
  const { t } = useTranslation()
  const { modal } = App.useApp()
  const end = useEndRule()
  return (
    <Button
      loading={end.isPending}
      onClick={() =>
        modal.confirm({
          title: t('monitoring.retention.endAsk', { origin: t(`monitoring.uploads.origins.${rule.origin}`) }),
          content: t('monitoring.retention.endText'),
          okText: t('monitoring.retention.end'),
          onOk: () => end.mutateAsync(rule.id).catch(() => undefined),
        })
      }
    >
      {t('monitoring.retention.end')}
    </Button>
  )
}

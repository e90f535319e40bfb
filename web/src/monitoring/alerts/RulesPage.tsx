import { useMutation, useQuery } from '@tanstack/react-query'
import { App, Button } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { AlertRule, AlertRuleList } from '../../../../src/monitoring/schemas.ts'
import { useMay, useSession } from '../../access/session.ts'
import { send } from '../../shell/api.ts'
import { Page } from '../../shell/Page.tsx'
import { ProblemNotice, useProblemText } from '../../shell/ProblemNotice.tsx'
import { comma, stop } from '../../shell/punctuation.ts'
import { Loading, QuietState } from '../../shell/states.tsx'
import { useMoment } from '../../shell/time.ts'
import { everySectionQuery, rulesQuery, useForgetRules, useParameterName } from './api.ts'
import { AlertTabs } from './parts.tsx'
import { RuleDialog } from './RuleDialog.tsx'
import { occasionOf } from './ruleBody.ts'
import { ReceiversDialog, TravelDialog } from './SettingDialogs.tsx'
import { Receivers, TravelTimes } from './Settings.tsx'

/** 预警规则: what raises alerts, who receives them, how long water travels; set by who keeps the sections. */
export function RulesPage() {
  const { t } = useTranslation()
  const mayHandle = useMay('alert.handle')
  const sections = useQuery(everySectionQuery)
  const rules = useQuery(rulesQuery)
  const [open, setOpen] = useState<'rule' | 'receivers' | 'travel'>()
  const kept = mayHandle ? (sections.data ?? []).filter(({ mayEdit }) => mayEdit) : []
  const mayAdd = kept.length > 0
  const close = () => setOpen(undefined)
  return (
    <Page
      title={t('monitoring.alerts.rules.title')}
      lede={t('monitoring.alerts.rules.lede')}
      actions={
        mayAdd && (
          <Button type="primary" onClick={() => setOpen('rule')}>
            {t('monitoring.alerts.rules.add')}
          </Button>
        )
      }
    >
      <AlertTabs />
      {mayHandle && sections.isSuccess && !mayAdd && <p className="faint">{t('monitoring.alerts.rules.notKept')}</p>}
      {rules.isPending && <Loading />}
      {rules.isError && <ProblemNotice problem={rules.error} onRetry={() => void rules.refetch()} />}
      {rules.data && <Rules items={rules.data.items} />}
      <Receivers
        action={
          mayAdd && <Button onClick={() => setOpen('receivers')}>{t('monitoring.alerts.rules.setReceivers')}</Button>
        }
      />
      <TravelTimes
        action={mayAdd && <Button onClick={() => setOpen('travel')}>{t('monitoring.alerts.rules.addTravel')}</Button>}
      />
      {open === 'rule' && <RuleDialog sections={kept} onClose={close} />}
      {open === 'receivers' && <ReceiversDialog sections={kept} onClose={close} />}
      {open === 'travel' && <TravelDialog sections={kept} onClose={close} />}
    </Page>
  )
}

function Rules({ items }: { items: AlertRuleList['items'] }) {
  const { t } = useTranslation()
  const inForce = items.filter(({ retiredAt }) => retiredAt === null)
  const retired = items.filter(({ retiredAt }) => retiredAt !== null)
  return (
    <section>
      <h2 className="section-title">{t('monitoring.alerts.rules.list')}</h2>
      {inForce.length === 0 && (
        <QuietState title={t('monitoring.alerts.rules.none')}>{t('monitoring.alerts.rules.noneLede')}</QuietState>
      )}
      {inForce.length > 0 && (
        <ul className="rule-list sheet">
          {inForce.map((rule) => (
            <RuleLine key={rule.id} rule={rule} />
          ))}
        </ul>
      )}
      {retired.length > 0 && (
        <details className="retired-rules">
          <summary>{t('monitoring.alerts.rules.retired', { count: retired.length })}</summary>
          <ul className="rule-list sheet">
            {retired.map((rule) => (
              <RuleLine key={rule.id} rule={rule} />
            ))}
          </ul>
        </details>
      )}
    </section>
  )
}

function RuleLine({ rule }: { rule: AlertRule }) {
  const { t } = useTranslation()
  const { modal, message } = App.useApp()
  const moment = useMoment()
  const nameOf = useParameterName()
  const problemText = useProblemText()
  const forget = useForgetRules()
  const session = useSession()
  const mayHandle = useMay('alert.handle')
  const { spec, sections, receiptHours, receiptWorkingDays, basis } = rule
  const retire = useMutation({
    mutationFn: () => send<AlertRule>('POST', `/api/v1/alerts/rules/${rule.id}/retire`),
    onSuccess: () => void message.success(t('monitoring.alerts.rules.retireDone')),
    onError: (error) => {
      const { title, todo } = problemText(error)
      void message.error(`${title}${stop()}${todo}`, 8)
    },
    onSettled: forget,
  })
  const occasion = occasionOf(rule)
  const says =
    spec.kind === 'sudden_change'
      ? t('monitoring.alerts.rules.says.sudden_change', { before: spec.before, factor: spec.factor }) +
        (spec.least ? t('monitoring.alerts.rules.says.least', { least: spec.least }) : '')
      : t(`monitoring.alerts.rules.says.${occasion as 'month' | 'datum' | 'arrival'}`)
  const items = spec.parameters ?? []
  const owns = mayHandle && rule.retiredAt === null && rule.organizationName === session.data?.actor?.organizationName
  return (
    <li>
      <h3>{rule.name}</h3>
      {owns && (
        <span className="rule-acts no-print">
          <Button
            size="small"
            onClick={() =>
              modal.confirm({
                title: t('monitoring.alerts.rules.retireAsk', { name: rule.name }),
                content: t('monitoring.alerts.rules.retireText'),
                okText: t('monitoring.alerts.rules.retire'),
                onOk: () => retire.mutateAsync().catch(() => undefined),
              })
            }
          >
            {t('monitoring.alerts.rules.retire')}
          </Button>
        </span>
      )}
      <p className="rule-text">
        {says}
        {stop()}
        {items.length === 0 ? t('monitoring.alerts.rules.allParameters') : items.map(nameOf).join(comma())}
        {stop()}
        {t('monitoring.alerts.rules.receiveWithin', {
          span:
            receiptHours !== null
              ? t('monitoring.alerts.rules.hours', { count: receiptHours })
              : t('monitoring.alerts.rules.workingDays', { count: receiptWorkingDays ?? 1 }),
        })}
      </p>
      <p className="rule-text">
        {t('monitoring.alerts.search.section')} <b>{sections.map(({ name }) => name).join(comma()) || '—'}</b>
      </p>
      <p className="rule-text faint">
        {basis && `${basis} · `}
        {t('monitoring.alerts.rules.made', {
          organization: rule.organizationName,
          name: rule.userName,
          moment: moment(rule.at),
        })}
        {rule.retiredAt && ` · ${t('monitoring.alerts.rules.retiredAt', { moment: moment(rule.retiredAt) })}`}
      </p>
    </li>
  )
}

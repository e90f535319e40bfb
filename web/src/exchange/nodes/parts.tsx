import { Link } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { useMay } from '../../access/session.ts'
import { activeInView } from '../../shell/activeInView.ts'
import { usePreferences } from '../../shell/preferences.ts'
import { QuietState } from '../../shell/states.tsx'
import { useMoment } from '../../shell/time.ts'
import { ageOf, isOld } from './age.ts'
import '../../monitoring/shared/shared.css'
import '../../delivery/joint/matters.css'
import './nodes.css'

/** 节点 · 区域驾驶舱 · 邻区告知: the pages of this part. */
export function NodeTabs() {
  const { t } = useTranslation()
  const [mayTasks, mayAlerts] = [useMay('delivery.read'), useMay('alert.read')]
  const mayStatements = useMay('statement.read')
  const [maySharing, mayUse] = [useMay('sharing.read'), useMay('sharing.use')]
  const active = { className: 'active' }
  const exact = { exact: true, includeSearch: false }
  return (
    <nav ref={activeInView} className="part-tabs no-print" aria-label={t('exchange.nodes.tabs.label')}>
      <Link to="/nodes" activeOptions={exact} activeProps={active}>
        {t('exchange.nodes.tabs.nodes')}
      </Link>
      {mayTasks && (
        <Link to="/nodes/cockpit" activeOptions={exact} activeProps={active}>
          {t('exchange.nodes.tabs.cockpit')}
        </Link>
      )}
      {mayAlerts && (
        <Link to="/nodes/alerts" activeOptions={exact} activeProps={active}>
          {t('exchange.nodes.tabs.alerts')}
        </Link>
      )}
      {mayStatements && (
        <Link to="/nodes/statements" activeOptions={{ includeSearch: false }} activeProps={active}>
          {t('exchange.nodes.tabs.statements')}
        </Link>
      )}
      {maySharing && (
        <Link to="/nodes/requests" activeOptions={{ includeSearch: false }} activeProps={active}>
          {t('exchange.nodes.tabs.requests')}
        </Link>
      )}
      {mayUse && (
        <Link to="/nodes/grants" activeOptions={{ includeSearch: false }} activeProps={active}>
          {t('exchange.nodes.tabs.grants')}
        </Link>
      )}
    </nav>
  )
}

/** What a node is called in the language of the page. */
export function useNodeName(): (node: { name: string; nameEn: string }) => string {
  const { language } = usePreferences()
  return ({ name, nameEn }) => (language === 'en' ? nameEn : name)
}

/** How long ago a moment was, as one says it: 2分钟前. */
export function useAgeText(): (moment: string, now: string) => string {
  const { t } = useTranslation()
  const { language } = usePreferences()
  const format = new Intl.RelativeTimeFormat(language === 'en' ? 'en' : 'zh-CN')
  return (moment, now) => {
    const age = ageOf(moment, now)
    return age ? format.format(-age.count, age.unit) : t('exchange.nodes.justNow')
  }
}

/** How old what a node told is; said in red, and in words, where it is old. */
export function AgeMark(props: { completeAt: string | null; at: string; oldAfterMinutes: number }) {
  const { t } = useTranslation()
  const moment = useMoment()
  const ageText = useAgeText()
  const { completeAt, at, oldAfterMinutes } = props
  const look = isOld(completeAt, at, oldAfterMinutes) ? 'node-age old' : 'node-age'
  if (completeAt === null) return <span className={look}>{t('exchange.nodes.never')}</span>
  return (
    <time className={look} dateTime={completeAt} title={t('exchange.nodes.completeTo', { moment: moment(completeAt) })}>
      {ageText(completeAt, at)}
    </time>
  )
}

/** The same beside something of a node, with what it is. */
export function AsOf(props: { completeAt: string | null; at: string; oldAfterMinutes: number }) {
  const { t } = useTranslation()
  return (
    <span>
      {t('exchange.nodes.columns.complete')} <AgeMark {...props} />
    </span>
  )
}

/** An installation that is no node: how it becomes one. */
export function NoNode() {
  const { t } = useTranslation()
  return (
    <QuietState
      title={t('exchange.nodes.none.title')}
      action={
        <ul className="node-how">
          <li>{t('exchange.nodes.none.region')}</li>
          <li>{t('exchange.nodes.none.member')}</li>
        </ul>
      }
    >
      {t('exchange.nodes.none.lede')}
    </QuietState>
  )
}

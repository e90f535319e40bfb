import { useQuery } from '@tanstack/react-query'
import { getRouteApi, Link } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import type { RegionCockpit } from '../../../../src/exchange/schemas.ts'
import { useMay } from '../../access/session.ts'
import { Page } from '../../shell/Page.tsx'
import { ProblemNotice } from '../../shell/ProblemNotice.tsx'
import { searchChange } from '../../shell/search.ts'
import { Loading, QuietState } from '../../shell/states.tsx'
import { isOld } from './age.ts'
import { regionQuery } from './api.ts'
import type { RegionSearch } from './filter.ts'
import { Members } from './Members.tsx'
import { Newest } from './Newest.tsx'
import { NodeTabs, NoNode, useAgeText, useNodeName } from './parts.tsx'
import { RegionTasks } from './RegionTasks.tsx'

const route = getRouteApi('/nodes/cockpit')

/** 区域驾驶舱: how the members stand by what each told, and how old that is. */
export function RegionPage() {
  const { t } = useTranslation()
  const region = useQuery(regionQuery)
  return (
    <Page title={t('exchange.nodes.cockpit.title')} lede={t('exchange.nodes.cockpit.lede')}>
      <NodeTabs />
      {region.isPending && <Loading />}
      {region.isError && <ProblemNotice problem={region.error} onRetry={() => void region.refetch()} />}
      {region.data && (region.data.self ? <Known cockpit={region.data} /> : <NoNode />)}
    </Page>
  )
}

function Known({ cockpit }: { cockpit: RegionCockpit }) {
  const { t } = useTranslation()
  const search = route.useSearch()
  const choose = searchChange<RegionSearch>(route.useNavigate())
  const mayTasks = useMay('delivery.read')
  const mayAlerts = useMay('alert.read')
  const { self, members } = cockpit
  if (self?.role === 'member')
    return (
      <QuietState
        title={t('exchange.nodes.cockpit.ofRegion')}
        action={mayAlerts && <Link to="/nodes/alerts">{t('exchange.nodes.tabs.alerts')}</Link>}
      >
        {t('exchange.nodes.cockpit.memberLede')}
      </QuietState>
    )
  if (members.length === 0)
    return (
      <QuietState title={t('exchange.nodes.cockpit.noMembers')}>{t('exchange.nodes.cockpit.noMembersLede')}</QuietState>
    )
  return (
    <>
      <OldFigures cockpit={cockpit} />
      <Members cockpit={cockpit} chosen={search.owner} onChoose={choose} />
      <Newest cockpit={cockpit} />
      {mayTasks && <RegionTasks cockpit={cockpit} search={search} onChange={choose} />}
    </>
  )
}

/** Plain sentences about whose figures are old, or were never heard. */
function OldFigures({ cockpit: { members, at, oldAfterMinutes } }: { cockpit: RegionCockpit }) {
  const { t } = useTranslation()
  const nameOf = useNodeName()
  const ageText = useAgeText()
  const old = members.filter(({ completeAt, revokedAt }) => revokedAt || isOld(completeAt, at, oldAfterMinutes))
  if (old.length === 0) return null
  return (
    <ul className="node-note old" aria-live="polite">
      {old.map((member) => {
        const name = nameOf(member)
        const age = member.completeAt ? ageText(member.completeAt, at) : ''
        const key = member.completeAt === null ? 'neverHeard' : member.revokedAt ? 'cut' : 'old'
        return <li key={member.code}>{t(`exchange.nodes.cockpit.${key}`, { name, age })}</li>
      })}
    </ul>
  )
}

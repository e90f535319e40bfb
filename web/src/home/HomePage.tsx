import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { useMay, useSession } from '../access/session.ts'
import { CockpitHead } from '../delivery/cockpit/CockpitHead.tsx'
import { documentsQuery, facetsQuery, useRegister } from '../plan/api.ts'
import { ProgressLine, sumOf } from '../plan/documents/ProgressLine.tsx'
import { placeOf } from '../plan/place.ts'
import { StateBadge, useDeadlineText } from '../plan/words.tsx'
import { Page } from '../shell/Page.tsx'
import { ProblemNotice } from '../shell/ProblemNotice.tsx'
import { Loading, QuietState } from '../shell/states.tsx'
import { useMoment, useNumber } from '../shell/time.ts'
import '../plan/documents/documents.css'
import '../plan/reader/pane.css'
import { Alerts } from './Alerts.tsx'
import { Delivery } from './Delivery.tsx'
import './home.css'
import { Sharing } from './Sharing.tsx'

/** 首页: what there is to be done here, for the organization one acts for. Only what is on record is counted. */
export function HomePage() {
  const { t } = useTranslation()
  const { data: session } = useSession()
  const readsPlans = useMay('plan.read')
  if (!session?.actor) return null
  const title = t('home.title', { name: session.actor.organizationName })
  if (!readsPlans)
    return (
      <Page title={title} lede={t('home.administratorLede')}>
        <ul className="home-ways">
          <li>
            <Link to="/users">{t('nav.users')}</Link>
          </li>
          <li>
            <Link to="/audit">{t('nav.audit')}</Link>
          </li>
        </ul>
      </Page>
    )
  return (
    <Page title={title} lede={t(`home.lede.${session.actor.role}`)}>
      <Alerts />
      <Sharing />
      {session.actor.role === 'leader' ? <CockpitHead /> : <Delivery />}
      <Figures />
      {session.actor.role !== 'leader' && <Owed unitId={session.actor.organizationId} />}
      <div className="home-columns">
        <Documents />
        <Latest />
      </div>
    </Page>
  )
}

function Figures() {
  const { t } = useTranslation()
  const number = useNumber()
  const facets = useQuery(facetsQuery({}))
  if (facets.isError) return <ProblemNotice problem={facets.error} onRetry={() => void facets.refetch()} />
  if (!facets.data) return <Loading />
  const { state, unit, total } = facets.data
  const inState = (value: string) => state.find((one) => one.value === value)?.count ?? 0
  const noUnit = unit.find(({ value }) => value === 'none')?.count
  if (total === 0) return null
  return (
    <dl className="home-figures">
      <div>
        <dd className="figure">{number(inState('extracted'))}</dd>
        <dt>
          <Link to="/register" search={{ state: 'extracted' }}>
            {t('home.waiting')}
          </Link>
        </dt>
      </div>
      <div>
        <dd className="figure">{number(inState('confirmed'))}</dd>
        <dt>
          <Link to="/register" search={{ state: 'confirmed' }}>
            {t('home.confirmed')}
          </Link>
        </dt>
      </div>
      {noUnit !== undefined && noUnit > 0 && (
        <div>
          <dd className="figure">{number(noUnit)}</dd>
          <dt>
            <Link to="/register" search={{ unit: 'none' }}>
              {t('home.noUnit')}
            </Link>
          </dt>
        </div>
      )}
      <div>
        <dd className="figure">{number(total)}</dd>
        <dt>
          <Link to="/register">{t('home.all')}</Link>
        </dt>
      </div>
    </dl>
  )
}

/** What the organization one acts for owes, nearest deadline first. Nothing owed, nothing shown. */
function Owed({ unitId }: { unitId: string }) {
  const { t } = useTranslation()
  const deadlineText = useDeadlineText()
  const number = useNumber()
  const list = useRegister({ unit: unitId, sort: 'deadline' }, 5)
  const [page] = list.data?.pages ?? []
  if (!page || page.total === 0) return null
  return (
    <section>
      <h2 className="section-title">
        {t('home.owed')}
        <small>
          <Link to="/units/$unitId" params={{ unitId }}>
            {t('home.owedAll', { formatted: number(page.total) })}
          </Link>
        </small>
      </h2>
      <ul className="home-list">
        {page.items.map((item) => (
          <li key={item.id}>
            <Link {...placeOf(item)}>{item.title}</Link>
            <small>
              {item.deadline && <b>{deadlineText(item.deadline)} </b>}
              {item.document.title}
            </small>
            <StateBadge state={item.state} />
          </li>
        ))}
      </ul>
    </section>
  )
}

function Documents() {
  const { t } = useTranslation()
  const mayIngest = useMay('plan.ingest')
  const documents = useQuery(documentsQuery())
  if (documents.isError) return <ProblemNotice problem={documents.error} onRetry={() => void documents.refetch()} />
  const items = documents.data?.items ?? []
  const open = [...items].sort((one, other) => sumOf(other.counts).extracted - sumOf(one.counts).extracted).slice(0, 6)
  return (
    <section>
      <h2 className="section-title">
        {t('home.documents')}
        <small>
          <Link to="/documents">{mayIngest ? t('home.bring') : t('home.allDocuments')}</Link>
        </small>
      </h2>
      {documents.isPending && <Loading />}
      {documents.isSuccess && items.length === 0 && (
        <QuietState title={t('documents.none')}>
          {mayIngest ? t('documents.noneTodo') : t('documents.noneRead')}
        </QuietState>
      )}
      <ul className="home-list documents">
        {open.map((document) => (
          <li key={document.id}>
            <Link to="/documents/$documentId" params={{ documentId: document.id }}>
              {document.title}
            </Link>
            <small>{[document.number, document.issuer].filter(Boolean).join(' · ')}</small>
            <ProgressLine counts={document.counts} />
          </li>
        ))}
      </ul>
    </section>
  )
}

function Latest() {
  const { t } = useTranslation()
  const moment = useMoment()
  const list = useRegister({ state: 'confirmed', sort: '-updated' }, 6)
  const items = list.data?.pages[0]?.items ?? []
  return (
    <section>
      <h2 className="section-title">{t('home.latest')}</h2>
      {list.isError && <ProblemNotice problem={list.error} onRetry={() => void list.refetch()} />}
      {list.isSuccess && items.length === 0 && <p className="home-none">{t('home.nothingYet')}</p>}
      <ul className="home-list">
        {items.map((item) => (
          <li key={item.id}>
            <Link {...placeOf(item)}>{item.title}</Link>
            <small>
              {item.confirmed &&
                `${item.confirmed.userName} · ${item.confirmed.organizationName} · ${moment(item.confirmed.at)}`}
            </small>
          </li>
        ))}
      </ul>
    </section>
  )
}

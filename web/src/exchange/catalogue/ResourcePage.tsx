import { DownloadOutlined } from '@ant-design/icons'
import { useQuery } from '@tanstack/react-query'
import { getRouteApi, Link } from '@tanstack/react-router'
import { Button, Dropdown, Select } from 'antd'
import { useTranslation } from 'react-i18next'
import type { ResourceDetail } from '../../../../src/exchange/schemas.ts'
import { Page } from '../../shell/Page.tsx'
import { ProblemPage } from '../../shell/ProblemNotice.tsx'
import { comma } from '../../shell/punctuation.ts'
import { Loading } from '../../shell/states.tsx'
import { ResourceTabs } from '../holdings/ResourceTabs.tsx'
import { AskButton, ResourceSharingNote } from '../requests/ResourceSharingNote.tsx'
import { Acts } from './acts/Acts.tsx'
import { resourceQuery } from './api.ts'
import { Description } from './Description.tsx'
import { dcatItems } from './ExportMenu.tsx'
import { ItemTable } from './ItemTable.tsx'
import { FreshnessMark, SharingMark, StateBadge } from './parts.tsx'
import { Refreshes } from './Refreshes.tsx'

const route = getRouteApi('/resources/$resourceId')

/** One resource: what it is, how it is shared, which columns it has, how new it is, and its versions. */
export function ResourcePage() {
  const { resourceId } = route.useParams()
  const { version } = route.useSearch()
  const found = useQuery(resourceQuery(resourceId, version))
  if (found.isPending) return <Loading />
  if (found.isError) return <ProblemPage of={found} />
  return <Found resource={found.data} />
}

function Found({ resource }: { resource: ResourceDetail }) {
  const { t } = useTranslation()
  return (
    <Page
      title={resource.name}
      lede={
        <span className="catalogue-lede">
          <StateBadge state={resource.state} />
          {resource.code && <code>{resource.code}</code>}
          <span>{resource.provider.name}</span>
          <SharingMark type={resource.sharingType} />
          <FreshnessMark of={resource} />
          <VersionChoice resource={resource} />
        </span>
      }
      actions={
        <>
          {resource.state === 'published' && (
            <Dropdown
              trigger={['click']}
              menu={{
                items: dcatItems(`/api/v1/resources/${resource.id}/dcat`, t('exchange.catalogue.exports.resource')),
              }}
            >
              <Button icon={<DownloadOutlined />}>DCAT</Button>
            </Dropdown>
          )}
          <Acts resource={resource} />
          <AskButton resource={resource} />
        </>
      }
    >
      <ResourceTabs resource={resource} />
      <Notes resource={resource} />
      <Description resource={resource} />
      <ItemTable items={resource.content.items} />
      <ResourceSharingNote resource={resource} />
      <Refreshes resource={resource} />
    </Page>
  )
}

function VersionChoice({ resource }: { resource: ResourceDetail }) {
  const { t } = useTranslation()
  const navigate = route.useNavigate()
  if (resource.versions.length < 2) return null
  return (
    <Select
      size="small"
      className="no-print"
      aria-label={t('exchange.catalogue.version')}
      value={resource.number}
      onChange={(version) => void navigate({ search: { version }, resetScroll: false })}
      popupMatchSelectWidth={200}
      options={resource.versions.map(({ number, state }) => ({
        value: number,
        label: `${t('exchange.catalogue.versionNumber', { number })} ${t(`exchange.catalogue.states.${state}`)}`,
      }))}
    />
  )
}

/** What one has to know of it first. */
function Notes({ resource }: { resource: ResourceDetail }) {
  const { t } = useTranslation()
  const field = (name: string) => t(`exchange.catalogue.fields.${name as 'name'}`)
  const { state, mayCompile, wanting, gaps, withdrawnReason, hasDraft, versions } = resource
  const draft = versions.find((one) => one.state === 'draft')
  const lacking = gaps.filter((gap) => !wanting.includes(gap))
  return (
    <>
      {state === 'withdrawn' && (
        <p className="catalogue-note">{t('exchange.catalogue.withdrawnFor', { reason: withdrawnReason ?? '' })}</p>
      )}
      {state === 'replaced' && <p className="catalogue-note">{t('exchange.catalogue.isReplaced')}</p>}
      {hasDraft && draft && (
        <p className="catalogue-note no-print">
          {t('exchange.catalogue.draftWaits', { number: draft.number })}{' '}
          <Link to="/resources/$resourceId" params={{ resourceId: resource.id }} search={{ version: draft.number }}>
            {t('exchange.catalogue.toDraft')}
          </Link>
        </p>
      )}
      {state === 'draft' && wanting.length > 0 && (
        <p className="catalogue-note wanting">
          {t('exchange.catalogue.wanting', { fields: wanting.map(field).join(comma()) })}
        </p>
      )}
      {mayCompile && lacking.length > 0 && (
        <p className="catalogue-note no-print">
          {t('exchange.catalogue.lacking', {
            percent: resource.completeness,
            fields: lacking.map(field).join(comma()),
          })}
        </p>
      )}
    </>
  )
}

import { useQuery } from '@tanstack/react-query'
import { getRouteApi, Link } from '@tanstack/react-router'
import { Select } from 'antd'
import { useTranslation } from 'react-i18next'
import type { NodeList, ToldResourceListed } from '../../../../src/exchange/schemas.ts'
import { useMay } from '../../access/session.ts'
import { MoreRows } from '../../shell/MoreRows.tsx'
import { Page } from '../../shell/Page.tsx'
import { ProblemNotice } from '../../shell/ProblemNotice.tsx'
import { SearchField } from '../../shell/SearchField.tsx'
import { Loading, QuietState } from '../../shell/states.tsx'
import { useNumber } from '../../shell/time.ts'
import { nodesQuery, useToldResources } from '../nodes/api.ts'
import type { ToldSearch } from '../nodes/filter.ts'
import { AgeMark, NoNode, useNodeName } from '../nodes/parts.tsx'
import { CatalogueTabs } from './CatalogueTabs.tsx'
import { SharingMark, useClassWords } from './parts.tsx'

const route = getRouteApi('/resources/elsewhere')

/** 其他节点的资源: what other governments have published, as their nodes told it. */
export function ElsewherePage() {
  const { t } = useTranslation()
  const nodes = useQuery(nodesQuery)
  return (
    <Page title={t('exchange.catalogue.tabs.elsewhere')} lede={t('exchange.catalogue.elsewhere.lede')}>
      <CatalogueTabs />
      {nodes.isPending && <Loading />}
      {nodes.isError && <ProblemNotice problem={nodes.error} onRetry={() => void nodes.refetch()} />}
      {nodes.data && (nodes.data.self ? <Told list={nodes.data} /> : <NoNode />)}
    </Page>
  )
}

function Told({ list: { nodes, at, oldAfterMinutes } }: { list: NodeList }) {
  const { t } = useTranslation()
  const number = useNumber()
  const nameOf = useNodeName()
  const search = route.useSearch()
  const navigate = route.useNavigate()
  const list = useToldResources(search)
  const items = list.data?.pages.flatMap((page) => page.items) ?? []
  const total = list.data?.pages[0]?.total ?? 0
  const narrowed = Object.keys(search).length > 0
  const change = (part: { [Key in keyof ToldSearch]?: string | undefined }) =>
    void navigate({
      search: (now) => Object.fromEntries(Object.entries({ ...now, ...part }).filter(([, value]) => value)),
      replace: true,
      resetScroll: false,
    })
  return (
    <>
      <div className="mon-bar no-print">
        <SearchField
          value={search.q ?? ''}
          placeholder={t('exchange.catalogue.elsewhere.search')}
          onChange={(q) => change({ q })}
        />
        <Select
          className="catalogue-choice"
          value={search.owner ?? ''}
          aria-label={t('exchange.catalogue.elsewhere.owner')}
          onChange={(owner) => change({ owner: owner || undefined })}
          options={[
            { value: '', label: t('exchange.catalogue.elsewhere.anyOwner') },
            ...nodes.filter(({ isSelf }) => !isSelf).map((node) => ({ value: node.code, label: nameOf(node) })),
          ]}
        />
      </div>
      {total > 0 && (
        <p className="mon-note" aria-live="polite">
          {t('exchange.catalogue.elsewhere.total', { formatted: number(total) })}
        </p>
      )}
      {list.isPending && <Loading />}
      {list.isError && <ProblemNotice problem={list.error} onRetry={() => void list.refetch()} />}
      {list.isSuccess && items.length === 0 && (
        <QuietState title={t(narrowed ? 'exchange.catalogue.noneSuch' : 'exchange.catalogue.elsewhere.none')}>
          {!narrowed && t('exchange.catalogue.elsewhere.noneTodo')}
        </QuietState>
      )}
      {items.length > 0 && <ToldTable {...{ items, at, oldAfterMinutes }} />}
      {list.hasNextPage && <MoreRows busy={list.isFetchingNextPage} onMore={() => void list.fetchNextPage()} />}
    </>
  )
}

function ToldTable(props: { items: readonly ToldResourceListed[]; at: string; oldAfterMinutes: number }) {
  const { t } = useTranslation()
  const nameOf = useNodeName()
  const classWords = useClassWords()
  const { items, at, oldAfterMinutes } = props
  const mayAsk = useMay('sharing.request')
  const label = (key: 'provider' | 'sharing' | 'period' | 'items') => t(`exchange.catalogue.columns.${key}`)
  return (
    <table className="mon-table cards">
      <thead>
        <tr>
          <th scope="col">{t('exchange.catalogue.columns.name')}</th>
          <th scope="col">{t('exchange.catalogue.elsewhere.owner')}</th>
          {(['provider', 'sharing', 'period', 'items'] as const).map((head) => (
            <th key={head} scope="col">
              {label(head)}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {items.map(({ key, owner, code, provider, content }) => (
          <tr key={`${owner.code} ${key}`}>
            <td>
              <b className="sec-name">{content.name}</b>
              <small>{[code, classWords(content.classCode)].filter(Boolean).join(' · ')}</small>
              <small>{content.abstract}</small>
            </td>
            <td data-label={t('exchange.catalogue.elsewhere.owner')}>
              {nameOf(owner)}
              <small>
                {t('exchange.catalogue.elsewhere.told')}{' '}
                <AgeMark completeAt={owner.completeAt} {...{ at, oldAfterMinutes }} />
              </small>
            </td>
            <td data-label={label('provider')}>{provider}</td>
            <td data-label={label('sharing')}>
              <SharingMark type={content.sharingType} />
              {content.sharingCondition && <small>{content.sharingCondition}</small>}
            </td>
            <td data-label={label('period')}>
              {content.updatePeriod ? t(`exchange.catalogue.periods.${content.updatePeriod}`) : '—'}
            </td>
            <td data-label={label('items')} title={content.items.map(({ name }) => name).join(' ')}>
              {content.items.length}
              {mayAsk && content.items.length > 0 && (
                <small>
                  <Link to="/nodes/requests/new" search={{ owner: owner.code, resource: key }}>
                    {t('exchange.nodes.outside.ask')}
                  </Link>
                </small>
              )}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}

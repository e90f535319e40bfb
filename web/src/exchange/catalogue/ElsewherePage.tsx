import { getRouteApi, Link } from '@tanstack/react-router'
import { Select } from 'antd'
import { useTranslation } from 'react-i18next'
import type { NodeList, ToldResourceListed } from '../../../../src/exchange/schemas.ts'
import { CardTable } from '../../monitoring/shared/CardTable.tsx'
import { PagedList } from '../../shell/PagedList.tsx'
import { SearchField } from '../../shell/SearchField.tsx'
import { searchChange } from '../../shell/search.ts'
import { QuietState } from '../../shell/states.tsx'
import { useToldResources } from '../nodes/api.ts'
import type { ToldSearch } from '../nodes/filter.ts'
import { useNodeName } from '../nodes/parts.tsx'
import { OwnerCell, ToldPage } from '../nodes/ToldPage.tsx'
import { AskOutside } from './AskOutside.tsx'
import { CatalogueTabs } from './CatalogueTabs.tsx'
import { SharingMark, useClassWords } from './parts.tsx'

const route = getRouteApi('/resources/elsewhere')

/** 其他节点的资源: what other governments have published, as their nodes told it. */
export function ElsewherePage() {
  const { t } = useTranslation()
  return (
    <ToldPage
      title={t('exchange.catalogue.tabs.elsewhere')}
      lede={t('exchange.catalogue.elsewhere.lede')}
      tabs={<CatalogueTabs />}
    >
      {(list) => <Told list={list} />}
    </ToldPage>
  )
}

function Told({ list }: { list: NodeList }) {
  const { t } = useTranslation()
  const nameOf = useNodeName()
  const search = route.useSearch()
  const narrowed = Object.keys(search).length > 0
  const change = searchChange<ToldSearch>(route.useNavigate())
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
            ...list.nodes.filter(({ isSelf }) => !isSelf).map((node) => ({ value: node.code, label: nameOf(node) })),
          ]}
        />
      </div>
      <PagedList
        list={useToldResources(search)}
        total={(_, formatted) => t('exchange.catalogue.elsewhere.total', { formatted })}
        none={
          <QuietState title={t(narrowed ? 'exchange.catalogue.noneSuch' : 'exchange.catalogue.elsewhere.none')}>
            {!narrowed && t('exchange.catalogue.elsewhere.noneTodo')}
          </QuietState>
        }
      >
        {(items) => <ToldTable {...{ items, list }} />}
      </PagedList>
    </>
  )
}

function ToldTable({ items, list }: { items: readonly ToldResourceListed[]; list: NodeList }) {
  const { t } = useTranslation()
  const classWords = useClassWords()
  return (
    <CardTable
      items={items}
      keyOf={({ owner, key }) => `${owner.code} ${key}`}
      head={(name) => t(name === 'owner' ? 'exchange.catalogue.elsewhere.owner' : `exchange.catalogue.columns.${name}`)}
      cells={{
        name: ({ owner, key, code, content }) => (
          <>
            <span className="catalogue-told">
              <Link
                to="/resources/elsewhere/$owner/$resourceId"
                params={{ owner: owner.code, resourceId: key }}
                className="sec-name"
              >
                {content.name}
              </Link>
              <AskOutside {...{ owner, id: key, content }} size="small" />
            </span>
            <small>{[code, classWords(content.classCode)].filter(Boolean).join(' · ')}</small>
            <small>{content.abstract}</small>
          </>
        ),
        owner: ({ owner }) => <OwnerCell {...{ owner, list }} />,
        provider: ({ provider }) => provider,
        sharing: ({ content }) => (
          <>
            <SharingMark type={content.sharingType} />
            <small>{content.sharingType === 'none' ? content.legalBasis : content.sharingCondition}</small>
          </>
        ),
        period: ({ content }) => (content.updatePeriod ? t(`exchange.catalogue.periods.${content.updatePeriod}`) : '—'),
        items: ({ content }) => content.items.length,
      }}
    />
  )
}

import { Link } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import type { NodeList, OutsideRequestListed } from '../../../../../src/exchange/schemas.ts'
import { CardTable } from '../../../monitoring/shared/CardTable.tsx'
import { PagedList } from '../../../shell/PagedList.tsx'
import { QuietState } from '../../../shell/states.tsx'
import { useOutsideRequests } from '../api.ts'
import { OwnerCell, ToldPage } from '../ToldPage.tsx'
import { OutsideBadge, OutsideWaits } from './parts.tsx'

/** 向其他节点的申请: what this unit asked of units of other governments, and on whom each waits. */
export function RequestsPage() {
  const { t } = useTranslation()
  return (
    <ToldPage title={t('exchange.nodes.outside.title')} lede={t('exchange.nodes.outside.lede')}>
      {(list) => <Asked list={list} />}
    </ToldPage>
  )
}

function Asked({ list }: { list: NodeList }) {
  const { t } = useTranslation()
  return (
    <PagedList
      list={useOutsideRequests()}
      total={(_, formatted) => t('exchange.nodes.outside.total', { formatted })}
      none={
        <QuietState
          title={t('exchange.nodes.outside.none')}
          action={<Link to="/resources/elsewhere">{t('exchange.nodes.outside.toResources')}</Link>}
        >
          {t('exchange.nodes.outside.noneTodo')}
        </QuietState>
      }
    >
      {(items) => <RequestTable {...{ items, list }} />}
    </PagedList>
  )
}

function RequestTable({ items, list }: { items: readonly OutsideRequestListed[]; list: NodeList }) {
  const { t } = useTranslation()
  return (
    <CardTable
      items={items}
      keyOf={({ id }) => id}
      head={(name) => t(`exchange.nodes.outside.columns.${name}`)}
      cells={{
        what: ({ id, resource, purpose }) => (
          <>
            <Link to="/nodes/requests/$requestId" params={{ requestId: id }} className="sec-name">
              {resource.name}
            </Link>
            <small>{purpose}</small>
          </>
        ),
        provider: ({ owner, providerName }) => <OwnerCell {...{ owner, list }} unit={providerName} />,
        state: (one) => <OutsideBadge of={one} />,
        waiting: (one) => <OutsideWaits of={one} />,
      }}
    />
  )
}

import { DownloadOutlined } from '@ant-design/icons'
import { useQuery } from '@tanstack/react-query'
import { getRouteApi, Link } from '@tanstack/react-router'
import { Button, Input } from 'antd'
import { useId, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { OutsideGrant } from '../../../../../src/exchange/schemas.ts'
import { withQuery } from '../../../shell/api.ts'
import { MoreRows } from '../../../shell/MoreRows.tsx'
import { Page } from '../../../shell/Page.tsx'
import { ProblemNotice, ProblemPage } from '../../../shell/ProblemNotice.tsx'
import { Loading, QuietState } from '../../../shell/states.tsx'
import { RowReference, useValueText } from '../../holdings/values.tsx'
import { grantsQuery, rowsPath, useOutsideRows } from '../api.ts'
import { NodeTabs, useNodeName } from '../parts.tsx'
import { DeletionAct, DeletionNote } from './Deletion.tsx'
import { WithdrawnNote } from './parts.tsx'
import '../../holdings/holdings.css'

const route = getRouteApi('/nodes/grants/$owner/$grantId')

/** Data that another node gave: looked at when one says so (each look is told to the owner), or downloaded. */
export function GrantPage() {
  const { t } = useTranslation()
  const { owner, grantId } = route.useParams()
  const found = useQuery(grantsQuery)
  if (found.isPending) return <Loading />
  if (found.isError) return <ProblemPage of={found} />
  const grant = found.data.items.find((one) => one.id === grantId && one.owner.code === owner)
  if (grant) return <Given grant={grant} />
  const over = found.data.ended.find((one) => one.answer?.agreement?.id === grantId && one.owner.code === owner)
  return (
    <Page
      title={over?.resource.name ?? t('exchange.nodes.grants.title')}
      actions={over && <DeletionAct request={over} />}
    >
      <NodeTabs />
      {over && <DeletionNote of={over} />}
      <QuietState
        title={t('exchange.nodes.grants.gone')}
        action={<Link to="/nodes/grants">{t('exchange.nodes.tabs.grants')}</Link>}
      />
    </Page>
  )
}

function Given({ grant }: { grant: OutsideGrant }) {
  const { t } = useTranslation()
  const nameOf = useNodeName()
  const field = useId()
  const [matter, setMatter] = useState('')
  const [look, setLook] = useState<{ matter: string; number: number } | null>(null)
  const { owner, id, resource, provider, purpose, validUntil } = grant
  return (
    <Page title={resource} lede={`${provider} · ${nameOf(owner)} · ${purpose}`}>
      <NodeTabs />
      <p className="holding-lede">
        {t('exchange.nodes.grants.columns.until')} {validUntil}
      </p>
      <WithdrawnNote of={grant} />
      <form
        className="holding-wishes no-print"
        onSubmit={(event) => {
          event.preventDefault()
          setLook((last) => ({ matter: matter.trim(), number: (last?.number ?? 0) + 1 }))
        }}
      >
        <div>
          <label htmlFor={field}>{t('exchange.nodes.grants.matter')}</label>
          <Input id={field} maxLength={200} value={matter} onChange={({ target }) => setMatter(target.value)} />
          <small>{t('exchange.nodes.grants.lookHint')}</small>
        </div>
        <div className="holding-acts">
          <Button type="primary" htmlType="submit">
            {t('exchange.nodes.grants.look')}
          </Button>
          <Button
            icon={<DownloadOutlined />}
            href={withQuery(`${rowsPath(owner.code, id)}.csv`, { matter: matter.trim() })}
            download
          >
            {t('exchange.nodes.grants.download')}
          </Button>
        </div>
      </form>
      {look && <Rows grant={grant} matter={look.matter} look={look.number} />}
    </Page>
  )
}

function Rows({ grant: { owner, id, items }, matter, look }: { grant: OutsideGrant; matter: string; look: number }) {
  const { t } = useTranslation()
  const found = useOutsideRows(owner.code, id, matter, look)
  const valueText = useValueText()
  const rows = found.data?.pages.flatMap((page) => page.rows) ?? []
  if (found.isPending) return <Loading />
  if (found.isError) return <ProblemNotice problem={found.error} onRetry={() => void found.refetch()} />
  if (rows.length === 0) return <p>{t('exchange.nodes.grants.noRows')}</p>
  return (
    <section>
      <div className="mon-scroll">
        <table className="mon-table holding-table">
          <thead>
            <tr>
              {items.map(({ name, isMasked }) => (
                <th key={name} scope="col">
                  {name}
                  {isMasked && <span className="holding-mask">{t('exchange.nodes.grants.masked')}</span>}
                </th>
              ))}
              <th scope="col">{t('exchange.nodes.grants.reference')}</th>
            </tr>
          </thead>
          <tbody>
            {rows.map(({ reference, values }) => (
              <tr key={reference}>
                {items.map(({ name, dataType }) => (
                  <td key={name}>{valueText(values[name], dataType)}</td>
                ))}
                <td className="tight">
                  <RowReference reference={reference} />
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      {found.hasNextPage && <MoreRows busy={found.isFetchingNextPage} onMore={() => void found.fetchNextPage()} />}
    </section>
  )
}

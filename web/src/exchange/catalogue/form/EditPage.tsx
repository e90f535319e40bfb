import { useQuery } from '@tanstack/react-query'
import { getRouteApi, Link, useNavigate } from '@tanstack/react-router'
import { App, Button } from 'antd'
import { useRef } from 'react'
import { useTranslation } from 'react-i18next'
import type { ResourceDetail } from '../../../../../src/exchange/schemas.ts'
import { Page } from '../../../shell/Page.tsx'
import { ProblemNotice } from '../../../shell/ProblemNotice.tsx'
import { Loading, QuietState } from '../../../shell/states.tsx'
import { resourceQuery, useEditResource } from '../api.ts'
import { valuesOf } from './model.ts'
import { ResourceForm } from './ResourceForm.tsx'
import '../parts.tsx'

const route = getRouteApi('/resources/$resourceId/edit')

/** 修改资源: the draft of it, whichever version stands. */
export function EditPage() {
  const { resourceId } = route.useParams()
  const standing = useQuery(resourceQuery(resourceId))
  const number = standing.data?.versions.find(({ state }) => state === 'draft')?.number
  const draft = useQuery({
    ...resourceQuery(resourceId, number),
    enabled: number !== undefined,
    refetchOnWindowFocus: false,
  })
  const failed = standing.error ?? draft.error
  if (failed)
    return (
      <div className="page narrow">
        <ProblemNotice problem={failed} onRetry={() => void standing.refetch()} />
      </div>
    )
  if (!standing.data || (number !== undefined && !draft.data)) return <Loading />
  return <Editing key={`${resourceId} ${number}`} resource={draft.data ?? standing.data} />
}

function Editing({ resource }: { resource: ResourceDetail }) {
  const { t } = useTranslation()
  const { message } = App.useApp()
  const navigate = useNavigate()
  const { id, number, state, mayCompile } = resource
  const edit = useEditResource(id)
  const revision = useRef(resource.revision)
  return (
    <Page
      title={resource.name}
      lede={t('exchange.catalogue.form.editLede', { number })}
      narrow
      actions={
        <Link to="/resources/$resourceId" params={{ resourceId: id }} search={{ version: number }}>
          <Button>{t('exchange.catalogue.form.back')}</Button>
        </Link>
      }
    >
      {state !== 'draft' || !mayCompile ? (
        <QuietState title={t('exchange.catalogue.form.noDraft')}>{t('exchange.catalogue.form.noDraftTodo')}</QuietState>
      ) : (
        <ResourceForm
          first={valuesOf(resource.content)}
          commitments={resource.commitments}
          onSave={async (content) => {
            const saved = await edit.mutateAsync({ body: content, revision: revision.current })
            revision.current = saved.revision
            void message.success(t('exchange.catalogue.saved'))
            await navigate({ to: '/resources/$resourceId', params: { resourceId: id }, search: { version: number } })
          }}
        />
      )}
    </Page>
  )
}

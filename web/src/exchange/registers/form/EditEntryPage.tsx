import { useQuery } from '@tanstack/react-query'
import { getRouteApi, Link, useNavigate } from '@tanstack/react-router'
import { App, Button } from 'antd'
import { useRef } from 'react'
import { useTranslation } from 'react-i18next'
import type { EntryDetail } from '../../../../../src/exchange/schemas.ts'
import { Page } from '../../../shell/Page.tsx'
import { ProblemNotice } from '../../../shell/ProblemNotice.tsx'
import { Loading, QuietState } from '../../../shell/states.tsx'
import { entryQuery, useEditEntry, usePublishEntry } from '../api.ts'
import { EntryForm } from './EntryForm.tsx'
import { emptyValues } from './model.ts'
import '../parts.tsx'

const route = getRouteApi('/registries/$code/entries/$entryId/edit')

/** 修改条目: the draft of it, whichever version stands. */
export function EditEntryPage() {
  const { code, entryId } = route.useParams()
  const standing = useQuery(entryQuery(code, entryId))
  const number = standing.data?.versions.find(({ state }) => state === 'draft')?.number
  const draft = useQuery({
    ...entryQuery(code, entryId, number),
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
  return <Editing key={`${entryId} ${number}`} entry={draft.data ?? standing.data} />
}

function Editing({ entry }: { entry: EntryDetail }) {
  const { t } = useTranslation()
  const { message } = App.useApp()
  const navigate = useNavigate()
  const { id, registry, number, state, schema, mayWrite } = entry
  const { code } = registry
  const [edit, publish] = [useEditEntry(code), usePublishEntry(code)]
  const revision = useRef(entry.revision)
  const to = { to: '/registries/$code/entries/$entryId', params: { code, entryId: id } } as const
  return (
    <Page
      title={String(entry.content[schema['x-name']] ?? '—')}
      lede={t('exchange.registers.form.editLede', { number })}
      narrow
      actions={
        <Link {...to} search={{ version: number }}>
          <Button>{t('exchange.registers.form.back')}</Button>
        </Link>
      }
    >
      {state !== 'draft' || !mayWrite ? (
        <QuietState title={t('exchange.registers.form.noDraft')}>{t('exchange.registers.form.noDraftTodo')}</QuietState>
      ) : (
        <EntryForm
          schema={schema}
          first={{ ...emptyValues(schema), ...entry.content }}
          onSave={async (content, isToPublish) => {
            const saved = await edit.mutateAsync({ id, content, revision: revision.current })
            revision.current = saved.revision
            if (isToPublish) await publish.mutateAsync(saved)
            void message.success(t(isToPublish ? 'exchange.registers.acts.published' : 'exchange.registers.saved'))
            await navigate({ ...to, search: isToPublish ? {} : { version: number } })
          }}
        />
      )}
    </Page>
  )
}

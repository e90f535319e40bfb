import { useQuery } from '@tanstack/react-query'
import { getRouteApi, useNavigate } from '@tanstack/react-router'
import { App } from 'antd'
import { useRef } from 'react'
import { useTranslation } from 'react-i18next'
import type { EntryDetail } from '../../../../../src/exchange/schemas.ts'
import { Page } from '../../../shell/Page.tsx'
import { ProblemPage } from '../../../shell/ProblemNotice.tsx'
import { Loading, QuietState } from '../../../shell/states.tsx'
import { registryQuery, useDraftEntry, useEditEntry, usePublishEntry } from '../api.ts'
import { useRegistryWords } from '../words.ts'
import { EntryForm } from './EntryForm.tsx'
import { emptyValues } from './model.ts'
import '../parts.tsx'

const route = getRouteApi('/registries/$code/new')

/** 登记条目: a draft of one's own organization, published at once where it is complete. */
export function NewEntryPage() {
  const { t } = useTranslation()
  const { message } = App.useApp()
  const { name } = useRegistryWords()
  const { code } = route.useParams()
  const navigate = useNavigate()
  const registry = useQuery({ ...registryQuery(code), refetchOnWindowFocus: false })
  const [draft, edit, publish] = [useDraftEntry(code), useEditEntry(code), usePublishEntry(code)]
  /** What was saved before publishing was refused: what is mended is an edit of it. */
  const made = useRef<EntryDetail | null>(null)
  const once = useRef(crypto.randomUUID())
  if (registry.isPending) return <Loading />
  if (registry.isError) return <ProblemPage of={registry} />
  const { schema, mayWrite } = registry.data
  return (
    <Page
      title={`${t('exchange.registers.entryNew')} · ${name(registry.data)}`}
      lede={t('exchange.registers.form.newLede')}
      narrow
    >
      {!mayWrite && (
        <QuietState title={t('exchange.registers.form.notYours')}>
          {t('exchange.registers.form.notYoursTodo')}
        </QuietState>
      )}
      {mayWrite && (
        <EntryForm
          schema={schema}
          first={emptyValues(schema)}
          onSave={async (content, isToPublish) => {
            const before = made.current
            const entry = before
              ? await edit.mutateAsync({ id: before.id, content, revision: before.revision })
              : await draft.mutateAsync({ content, once: once.current })
            made.current = entry
            if (isToPublish) await publish.mutateAsync(entry)
            void message.success(t(isToPublish ? 'exchange.registers.acts.published' : 'exchange.registers.saved'))
            await navigate({ to: '/registries/$code/entries/$entryId', params: { code, entryId: entry.id } })
          }}
        />
      )}
    </Page>
  )
}

import { useQuery } from '@tanstack/react-query'
import { getRouteApi, Link, useNavigate } from '@tanstack/react-router'
import { App, Button } from 'antd'
import { useTranslation } from 'react-i18next'
import { Page } from '../../../shell/Page.tsx'
import { ProblemPage } from '../../../shell/ProblemNotice.tsx'
import { Loading, QuietState } from '../../../shell/states.tsx'
import { registryQuery, useChangeRegistry } from '../api.ts'
import { useRegistryWords } from '../words.ts'
import { RegistryEditor } from './RegistryEditor.tsx'
import '../parts.tsx'

const route = getRouteApi('/registries/$code/configure')

/** 名录配置: a further version of a register. */
export function ConfigurePage() {
  const { t } = useTranslation()
  const { message } = App.useApp()
  const { code } = route.useParams()
  const { name } = useRegistryWords()
  const navigate = useNavigate()
  const registry = useQuery({ ...registryQuery(code), refetchOnWindowFocus: false })
  const change = useChangeRegistry(code)
  if (registry.isPending) return <Loading />
  if (registry.isError) return <ProblemPage of={registry} />
  const { name: title, nameEn, description, descriptionEn, schema, version, mayConfigure } = registry.data
  return (
    <Page
      title={t('exchange.registers.editor.title', { name: name(registry.data) })}
      lede={t('exchange.registers.editor.lede', { number: version })}
      narrow
      actions={
        <Link to="/registries/$code" params={{ code }}>
          <Button>{t('exchange.registers.editor.back')}</Button>
        </Link>
      }
    >
      {mayConfigure ? (
        <RegistryEditor
          key={version}
          first={{ code, name: title, nameEn, description, descriptionEn, schema }}
          isNew={false}
          onSave={async ({ code: _, ...body }) => {
            await change.mutateAsync({ body, version })
            void message.success(t('exchange.registers.saved'))
            await navigate({ to: '/registries/$code', params: { code } })
          }}
        />
      ) : (
        <QuietState title={t('exchange.registers.editor.notYours')}>
          {t('exchange.registers.editor.notYoursTodo')}
        </QuietState>
      )}
    </Page>
  )
}

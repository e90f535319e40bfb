import { useNavigate } from '@tanstack/react-router'
import { App } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { NewRegistry } from '../../../../../src/exchange/schemas.ts'
import { useMay } from '../../../access/session.ts'
import { Page } from '../../../shell/Page.tsx'
import { QuietState } from '../../../shell/states.tsx'
import { useAddRegistry } from '../api.ts'
import { emptyField, schemaOf } from './model.ts'
import { RegistryEditor } from './RegistryEditor.tsx'
import '../parts.tsx'

/** A register of which only its first field is known: what its entries are called. */
const FIRST: NewRegistry = {
  ...{ code: '', name: '', nameEn: '', description: '', descriptionEn: '' },
  schema: schemaOf(
    [{ ...emptyField(), name: 'name', title: '名称', titleEn: 'Name', flags: ['required', 'list', 'search'] }],
    'name',
    ['name'],
  ),
}

/** 新设名录. */
export function NewRegistryPage() {
  const { t } = useTranslation()
  const { message } = App.useApp()
  const navigate = useNavigate()
  const mayConfigure = useMay('registry.configure')
  const add = useAddRegistry()
  const [once] = useState(() => crypto.randomUUID())
  return (
    <Page title={t('exchange.registers.editor.newTitle')} lede={t('exchange.registers.editor.newLede')} narrow>
      {mayConfigure ? (
        <RegistryEditor
          first={FIRST}
          isNew
          onSave={async (body) => {
            await add.mutateAsync({ body, once })
            void message.success(t('exchange.registers.saved'))
            await navigate({ to: '/registries/$code', params: { code: body.code } })
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

import { useNavigate } from '@tanstack/react-router'
import { App } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { OrganizationRef } from '../../../../../src/plan/schemas.ts'
import { useMay, useSession } from '../../../access/session.ts'
import { OrganizationPicker } from '../../../gazetteer/OrganizationPicker.tsx'
import { Page } from '../../../shell/Page.tsx'
import { QuietState } from '../../../shell/states.tsx'
import { useDraftResource } from '../api.ts'
import { EMPTY } from './model.ts'
import { ResourceForm } from './ResourceForm.tsx'
import '../parts.tsx'

/** 登记资源: a draft, of one's own organization, or, for an office, of a member of its cluster. */
export function NewPage() {
  const { t } = useTranslation()
  const { message } = App.useApp()
  const navigate = useNavigate()
  const actor = useSession().data?.actor
  const mayCompile = useMay('catalogue.compile')
  const [provider, setProvider] = useState<OrganizationRef | null>(null)
  const [once] = useState(() => crypto.randomUUID())
  const draft = useDraftResource()
  if (!actor) return null
  const forOthers = actor.role === 'office'
  const own = { id: actor.organizationId, name: actor.organizationName, shortName: actor.organizationName }
  return (
    <Page title={t('exchange.catalogue.new')} lede={t('exchange.catalogue.form.newLede')} narrow>
      {!mayCompile && (
        <QuietState title={t('exchange.catalogue.form.notYours')}>
          {t('exchange.catalogue.form.notYoursTodo')}
        </QuietState>
      )}
      {mayCompile && (
        <ResourceForm
          first={EMPTY}
          onSave={async (content) => {
            const organizationId = (provider ?? own).id
            const made = await draft.mutateAsync({ body: { name: content.name, organizationId, content }, once })
            void message.success(t('exchange.catalogue.saved'))
            await navigate({ to: '/resources/$resourceId', params: { resourceId: made.id } })
          }}
        >
          {forOthers && (
            <div className="catalogue-provider">
              <span aria-hidden>{t('exchange.catalogue.fields.provider')}</span>
              <OrganizationPicker
                value={provider ?? own}
                placeholder={t('exchange.catalogue.fields.provider')}
                onChange={setProvider}
              />
              <small className="catalogue-quiet">{t('exchange.catalogue.form.providerHint')}</small>
            </div>
          )}
        </ResourceForm>
      )}
    </Page>
  )
}

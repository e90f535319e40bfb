import { useQuery } from '@tanstack/react-query'
import { getRouteApi, useNavigate } from '@tanstack/react-router'
import { App } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useMay } from '../../access/session.ts'
import { Page } from '../../shell/Page.tsx'
import { ProblemPage } from '../../shell/ProblemNotice.tsx'
import { Loading, QuietState } from '../../shell/states.tsx'
import { questionQuery, useChangeQuestion, useOffer } from './api.ts'
import { OfferForm } from './OfferForm.tsx'
import { useQuestionWords } from './parts.tsx'

const editRoute = getRouteApi('/verifications/questions/$questionId/edit')

/** 提供核对事项: a question on data that one holds. */
export function NewQuestionPage() {
  const { t } = useTranslation()
  const { message } = App.useApp()
  const navigate = useNavigate()
  const mayOffer = useMay('verification.offer')
  const offer = useOffer()
  const [once] = useState(() => crypto.randomUUID())
  return (
    <Page title={t('exchange.verification.form.offerTitle')} lede={t('exchange.verification.form.offerLede')} narrow>
      {mayOffer ? (
        <OfferForm
          onSave={async (resourceId, content) => {
            await offer.mutateAsync({ resourceId, content, once })
            void message.success(t('exchange.verification.saved'))
            await navigate({ to: '/verifications' })
          }}
        />
      ) : (
        <QuietState title={t('exchange.verification.form.notYours')}>
          {t('exchange.verification.form.notYoursTodo')}
        </QuietState>
      )}
    </Page>
  )
}

/** A further wording of a question. */
export function EditQuestionPage() {
  const { t } = useTranslation()
  const { message } = App.useApp()
  const { name } = useQuestionWords()
  const { questionId } = editRoute.useParams()
  const navigate = useNavigate()
  const question = useQuery({ ...questionQuery(questionId), refetchOnWindowFocus: false })
  const change = useChangeQuestion(questionId)
  if (question.isPending) return <Loading />
  if (question.isError) return <ProblemPage of={question} />
  const { content, version, mayOffer, state, resource } = question.data
  return (
    <Page
      title={t('exchange.verification.form.changeTitle', { name: name(content) })}
      lede={t('exchange.verification.form.changeLede')}
      narrow
    >
      {mayOffer && state === 'offered' ? (
        <OfferForm
          first={{ resource, content }}
          onSave={async (_, next) => {
            await change.mutateAsync({ content: next, version })
            void message.success(t('exchange.verification.saved'))
            await navigate({ to: '/verifications' })
          }}
        />
      ) : (
        <QuietState title={t('exchange.verification.form.notYours')}>
          {t('exchange.verification.form.notYoursTodo')}
        </QuietState>
      )}
    </Page>
  )
}

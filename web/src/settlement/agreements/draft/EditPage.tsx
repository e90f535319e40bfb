import { useQuery } from '@tanstack/react-query'
import { getRouteApi, Link } from '@tanstack/react-router'
import { App, Button } from 'antd'
import { useRef } from 'react'
import { useTranslation } from 'react-i18next'
import type { AgreementDetail } from '../../../../../src/settlement/schemas.ts'
import { Page } from '../../../shell/Page.tsx'
import { ProblemNotice } from '../../../shell/ProblemNotice.tsx'
import { Loading } from '../../../shell/states.tsx'
import { agreementQuery, useEditDraft } from '../api.ts'
import { EditSheet } from './EditSheet.tsx'
import { choicesOf, contentOf, type DraftModel, modelOfDetail } from './model.ts'

const route = getRouteApi('/agreements/$agreementId/edit')

/** Changing a draft. */
export function EditPage() {
  const { t } = useTranslation()
  const { agreementId } = route.useParams()
  const found = useQuery({ ...agreementQuery(agreementId), refetchOnWindowFocus: false })
  if (found.isPending) return <Loading />
  if (found.isError)
    return (
      <div className="page narrow">
        <ProblemNotice problem={found.error} onRetry={() => void found.refetch()} />
      </div>
    )
  const agreement = found.data
  return (
    <Page
      title={agreement.name}
      lede={t('settlement.agreements.editor.lede', { number: agreement.number })}
      actions={
        <Link to="/agreements/$agreementId" params={{ agreementId }}>
          <Button>{t('settlement.agreements.editor.toAgreement')}</Button>
        </Link>
      }
    >
      {agreement.mayEdit ? (
        <Editing key={`${agreement.id} ${agreement.number}`} agreement={agreement} />
      ) : (
        <p className="agreement-note">{t('settlement.agreements.editor.mayNot')}</p>
      )}
    </Page>
  )
}

function Editing({ agreement }: { agreement: AgreementDetail }) {
  const { t } = useTranslation()
  const { message } = App.useApp()
  const edit = useEditDraft(agreement.id)
  const revision = useRef(agreement.revision)
  const onSave = async (model: DraftModel) => {
    const body = { name: model.name.trim(), content: contentOf(model), parties: choicesOf(model) }
    const saved = await edit.mutateAsync({ body, revision: revision.current })
    revision.current = saved.revision
    void message.success(t('settlement.agreements.editor.saved'))
  }
  return <EditSheet first={modelOfDetail(agreement)} saved={agreement} onSave={onSave} />
}

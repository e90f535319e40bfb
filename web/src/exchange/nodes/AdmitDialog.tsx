import { useMutation, useQueryClient } from '@tanstack/react-query'
import { Alert, Button, Modal } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { send } from '../../shell/api.ts'
import { FileChoice } from '../../shell/FileChoice.tsx'
import { ProblemNotice } from '../../shell/ProblemNotice.tsx'

/** What a request to join says of its node, as far as the page shows it; the server checks it and its signature. */
interface Request {
  code: string
  name: string
  jurisdictionCode: string
  publicKey: string
}

const isRequest = (read: unknown): read is Request =>
  typeof read === 'object' &&
  read !== null &&
  ['code', 'name', 'jurisdictionCode', 'publicKey'].every((part) => typeof Reflect.get(read, part) === 'string')

/** Lets a member in by the file that it made; the answer is its invitation, which is kept nowhere else. */
export function AdmitDialog({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation()
  const queries = useQueryClient()
  const [file, setFile] = useState<File | null>(null)
  const [once] = useState(() => crypto.randomUUID())
  const [request, setRequest] = useState<Request | null>(null)
  const admit = useMutation({
    mutationFn: (body: Request) => send<{ code: string }>('POST', '/api/v1/nodes', body, undefined, once),
    onSuccess: (invitation) => {
      keepFile(invitation)
      void queries.invalidateQueries({ queryKey: ['nodes'] })
    },
  })
  const choose = async (chosen: File) => {
    admit.reset()
    setFile(chosen)
    setRequest(await readRequest(chosen))
  }
  const words = (key: 'drop' | 'formats' | 'choose' | 'another') => t(`exchange.nodes.admit.${key}`)
  const invitation = admit.data
  return (
    <Modal
      open
      title={t('exchange.nodes.admit.title')}
      okText={t('exchange.nodes.admit.act')}
      okButtonProps={{ disabled: !request, ...(invitation ? { style: { display: 'none' } } : {}) }}
      cancelText={t(invitation ? 'exchange.nodes.admit.finish' : 'exchange.nodes.admit.leave')}
      confirmLoading={admit.isPending}
      keyboard={false}
      mask={{ closable: false }}
      onCancel={onClose}
      onOk={() => request && admit.mutate(request)}
    >
      <p>{t('exchange.nodes.admit.lede')}</p>
      {!invitation && (
        <FileChoice
          file={file}
          words={{ drop: words('drop'), formats: words('formats'), choose: words('choose'), another: words('another') }}
          accept=".json"
          testId="join-request"
          onFile={(chosen) => void choose(chosen)}
        />
      )}
      {file && !request && <Alert type="error" title={t('exchange.nodes.admit.unreadable')} />}
      {request && (
        <dl className="mon-facts node-request">
          {(['name', 'code', 'jurisdictionCode', 'publicKey'] as const).map((part) => (
            <div key={part} className={part === 'publicKey' ? 'wide' : undefined}>
              <dt>{t(`exchange.nodes.admit.facts.${part}`)}</dt>
              <dd>{part === 'publicKey' ? <code className="node-key">{request[part]}</code> : request[part]}</dd>
            </div>
          ))}
        </dl>
      )}
      {admit.isError && <ProblemNotice problem={admit.error} />}
      {invitation && (
        <Alert
          type="warning"
          title={t('exchange.nodes.admit.admitted', { file: nameOf(invitation) })}
          action={<Button onClick={() => keepFile(invitation)}>{t('exchange.nodes.admit.again')}</Button>}
        />
      )}
    </Modal>
  )
}

async function readRequest(file: File): Promise<Request | null> {
  try {
    const read: unknown = JSON.parse(await file.text())
    return isRequest(read) ? read : null
  } catch {
    return null
  }
}

const nameOf = ({ code }: { code: string }) => `${code}.invitation.json`

function keepFile(invitation: { code: string }): void {
  const url = URL.createObjectURL(new Blob([`${JSON.stringify(invitation, null, 2)}\n`], { type: 'application/json' }))
  const link = document.createElement('a')
  link.href = url
  link.download = nameOf(invitation)
  link.click()
  URL.revokeObjectURL(url)
}

import { Modal } from 'antd'
import { useTranslation } from 'react-i18next'

/** 快捷键: the keys of a page, as the page itself knows them. */
export function KeysHelp(props: {
  open: boolean
  rows: readonly { says: string; keys: readonly string[] }[]
  onClose: () => void
}) {
  const { t } = useTranslation()
  return (
    <Modal open={props.open} title={t('keys.title')} footer={null} onCancel={props.onClose} width={420}>
      <dl className="keys">
        {props.rows.map(({ says, keys }) => (
          <div key={says}>
            <dt>{says}</dt>
            <dd>
              {keys.map((key) => (
                <kbd key={key}>{key}</kbd>
              ))}
            </dd>
          </div>
        ))}
      </dl>
    </Modal>
  )
}

import { Drawer, type DrawerProps, Modal, type ModalProps } from 'antd'

/**
 * A dialog in which one types: it closes by its buttons only, so that Esc or a click beside it loses nothing.
 * One that knows that nothing was typed yet says so, and closes by Esc.
 */
export function FormDialog({ untouched = false, ...props }: ModalProps & { untouched?: boolean }) {
  return <Modal keyboard={untouched} mask={{ closable: false }} {...props} />
}

/** The same at the side of the page. */
export function FormDrawer(props: DrawerProps) {
  return <Drawer keyboard={false} mask={{ closable: false }} {...props} />
}

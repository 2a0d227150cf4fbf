//! What loops do with sockets, pipes and subprocesses: refused by name.

use ouro_vm::{Raised, Vm, native};

use crate::task::Table;

#[cold]
fn refuse(vm: &mut Vm, name: &str) -> Raised {
    vm.refuse(&format!("loop.{name}(): sockets, pipes and subprocesses of asyncio"))
}

/// The methods of a loop that Ouro does not have.
pub(crate) static METHODS: Table = &[
    native("create_connection", "(self, *args, **kwargs)", "Refused.", |vm, _| {
        Err(refuse(vm, "create_connection"))
    }),
    native("create_server", "(self, *args, **kwargs)", "Refused.", |vm, _| {
        Err(refuse(vm, "create_server"))
    }),
    native("create_unix_connection", "(self, *args, **kwargs)", "Refused.", |vm, _| {
        Err(refuse(vm, "create_unix_connection"))
    }),
    native("create_unix_server", "(self, *args, **kwargs)", "Refused.", |vm, _| {
        Err(refuse(vm, "create_unix_server"))
    }),
    native("create_datagram_endpoint", "(self, *args, **kwargs)", "Refused.", |vm, _| {
        Err(refuse(vm, "create_datagram_endpoint"))
    }),
    native("connect_accepted_socket", "(self, *args, **kwargs)", "Refused.", |vm, _| {
        Err(refuse(vm, "connect_accepted_socket"))
    }),
    native("start_tls", "(self, *args, **kwargs)", "Refused.", |vm, _| {
        Err(refuse(vm, "start_tls"))
    }),
    native("sendfile", "(self, *args, **kwargs)", "Refused.", |vm, _| Err(refuse(vm, "sendfile"))),
    native("sock_recv", "(self, *args, **kwargs)", "Refused.", |vm, _| {
        Err(refuse(vm, "sock_recv"))
    }),
    native("sock_recv_into", "(self, *args, **kwargs)", "Refused.", |vm, _| {
        Err(refuse(vm, "sock_recv_into"))
    }),
    native("sock_recvfrom", "(self, *args, **kwargs)", "Refused.", |vm, _| {
        Err(refuse(vm, "sock_recvfrom"))
    }),
    native("sock_recvfrom_into", "(self, *args, **kwargs)", "Refused.", |vm, _| {
        Err(refuse(vm, "sock_recvfrom_into"))
    }),
    native("sock_sendall", "(self, *args, **kwargs)", "Refused.", |vm, _| {
        Err(refuse(vm, "sock_sendall"))
    }),
    native("sock_sendto", "(self, *args, **kwargs)", "Refused.", |vm, _| {
        Err(refuse(vm, "sock_sendto"))
    }),
    native("sock_sendfile", "(self, *args, **kwargs)", "Refused.", |vm, _| {
        Err(refuse(vm, "sock_sendfile"))
    }),
    native("sock_connect", "(self, *args, **kwargs)", "Refused.", |vm, _| {
        Err(refuse(vm, "sock_connect"))
    }),
    native("sock_accept", "(self, *args, **kwargs)", "Refused.", |vm, _| {
        Err(refuse(vm, "sock_accept"))
    }),
    native("getaddrinfo", "(self, *args, **kwargs)", "Refused.", |vm, _| {
        Err(refuse(vm, "getaddrinfo"))
    }),
    native("getnameinfo", "(self, *args, **kwargs)", "Refused.", |vm, _| {
        Err(refuse(vm, "getnameinfo"))
    }),
    native("add_reader", "(self, *args, **kwargs)", "Refused.", |vm, _| {
        Err(refuse(vm, "add_reader"))
    }),
    native("remove_reader", "(self, *args, **kwargs)", "Refused.", |vm, _| {
        Err(refuse(vm, "remove_reader"))
    }),
    native("add_writer", "(self, *args, **kwargs)", "Refused.", |vm, _| {
        Err(refuse(vm, "add_writer"))
    }),
    native("remove_writer", "(self, *args, **kwargs)", "Refused.", |vm, _| {
        Err(refuse(vm, "remove_writer"))
    }),
    native("connect_read_pipe", "(self, *args, **kwargs)", "Refused.", |vm, _| {
        Err(refuse(vm, "connect_read_pipe"))
    }),
    native("connect_write_pipe", "(self, *args, **kwargs)", "Refused.", |vm, _| {
        Err(refuse(vm, "connect_write_pipe"))
    }),
    native("subprocess_exec", "(self, *args, **kwargs)", "Refused.", |vm, _| {
        Err(refuse(vm, "subprocess_exec"))
    }),
    native("subprocess_shell", "(self, *args, **kwargs)", "Refused.", |vm, _| {
        Err(refuse(vm, "subprocess_shell"))
    }),
];

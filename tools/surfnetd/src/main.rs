//! surfnetd: a Solana node without a network around it, on fixed ports of 127.0.0.1.
//!
//! surfpool-core as a library and nothing else: no dashboard, no remote accounts, no download at start.
//!
//! surfnetd [--rpc-port 8899] [--ws-port 8900] [--slot-ms 400] [--mode clock|transaction|manual] [--profile]
//! Prints `ready RPC_URL WS_URL` once it answers.

use std::{env, process::exit, thread};

use surfpool_core::surfnet::{
    locker::SurfnetSvmLocker,
    svm::{SurfnetSvm, SurfnetSvmConfig},
};
use surfpool_types::{BlockProductionMode, RpcConfig, SimnetConfig, SimnetEvent, SurfpoolConfig};

fn argument(name: &str, default: &str) -> String {
    env::args().skip_while(|given| given != name).nth(1).unwrap_or_else(|| default.into())
}

fn main() {
    let rpc_port: u16 = argument("--rpc-port", "8899").parse().expect("--rpc-port");
    let ws_port: u16 = argument("--ws-port", "8900").parse().expect("--ws-port");
    let slot_time: u64 = argument("--slot-ms", "400").parse().expect("--slot-ms");
    let block_production_mode = match argument("--mode", "clock").as_str() {
        "clock" => BlockProductionMode::Clock,
        "transaction" => BlockProductionMode::Transaction,
        "manual" => BlockProductionMode::Manual,
        other => {
            eprintln!("no such --mode: {other}");
            exit(2)
        }
    };
    let config = SurfpoolConfig {
        simnets: vec![SimnetConfig {
            offline_mode: true,
            remote_rpc_url: None,
            slot_time,
            block_production_mode,
            instruction_profiling_enabled: env::args().any(|given| given == "--profile"),
            ..Default::default()
        }],
        rpc: RpcConfig { bind_host: "127.0.0.1".into(), bind_port: rpc_port, ws_port, ..Default::default() },
        ..Default::default()
    };
    let simnet = &config.simnets[0];
    let svm_config = SurfnetSvmConfig {
        surfnet_id: simnet.surfnet_id.clone(),
        slot_time: simnet.slot_time,
        instruction_profiling_enabled: simnet.instruction_profiling_enabled,
        max_profiles: simnet.max_profiles,
        log_bytes_limit: simnet.log_bytes_limit,
        ..Default::default()
    };
    let (svm, events, geyser) = SurfnetSvm::new(svm_config).expect("a new chain");
    let (commands, inbox) = crossbeam_channel::unbounded();
    thread::spawn(move || {
        // Someone must drain the events for as long as the node lives.
        for event in events.iter() {
            match event {
                SimnetEvent::CoreStarted(_) => println!("ready http://127.0.0.1:{rpc_port} ws://127.0.0.1:{ws_port}"),
                SimnetEvent::Aborted(fault) => {
                    eprintln!("aborted: {fault}");
                    exit(1)
                }
                SimnetEvent::Shutdown => exit(0),
                _ => {}
            }
        }
    });
    let locker = SurfnetSvmLocker::new(svm);
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build().expect("a runtime");
    let run = surfpool_core::runloops::start_local_surfnet_runloop(locker, config, commands, inbox, geyser);
    if let Err(fault) = runtime.block_on(run) {
        eprintln!("surfnetd: {fault}");
        exit(1);
    }
}

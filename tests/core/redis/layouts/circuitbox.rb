# SPDX-FileCopyrightText: 2026 The Recloser authors
# SPDX-License-Identifier: MIT
#
# circuitbox.rb SOCKET: one circuit that is open for 90 s and one that is half-open, as the library
# itself writes them into the Redis server behind SOCKET.
require 'circuitbox'
require 'moneta'
require 'redis'

Circuitbox.configure { |config| config.default_circuit_store = Moneta.new(:Redis, path: ARGV[0], expires: true) }

def break_circuit(name, seconds)
  circuit = Circuitbox.circuit(name, exceptions: [IOError], sleep_window: seconds, time_window: seconds, volume_threshold: 2)
  3.times { circuit.run(exception: false) { raise IOError } }
  circuit
end

break_circuit('shop:pay', 90)
brief = break_circuit('brief', 1)
sleep 0.05 while brief.open?
